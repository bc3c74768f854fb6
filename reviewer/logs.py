"""Logs: one JSON object a line, for journald, Loki or a file; nothing of any draft but its name goes in."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler

from reviewer.config import Settings
from reviewer.errors import SettingError

PIPELINE = "reviewer.pipeline"  # logs one record for each review: kind, llm, seconds
FILE_BYTES, FILES_KEPT = 20 * 2**20, 5
_OWN = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonLines(logging.Formatter):
    """`{"time": …, "level": …, "logger": …, "message": …, …}` with whatever was given as `extra`."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        } | {key: value for key, value in vars(record).items() if key not in _OWN}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def set_up_logs(settings: Settings) -> None:
    """Write what the reviewer logs to `settings.log_file` (`-`: stderr). Without that setting nothing changes.

    The file is turned over at 20 MB, five old ones are kept. Raises SettingError if it can't be written.
    """
    if settings.log_file is None:
        return
    try:
        handler = (
            logging.StreamHandler(sys.stderr)
            if settings.log_file == "-"
            else RotatingFileHandler(settings.log_file, maxBytes=FILE_BYTES, backupCount=FILES_KEPT, encoding="utf-8")
        )
    except OSError as error:
        raise SettingError(
            f"日志写不进 {settings.log_file}：{error.strerror}。请改 log_file 设置。", f"cannot write log_file: {error}"
        ) from error
    handler.setFormatter(JsonLines())
    logger = logging.getLogger("reviewer")
    for old in [one for one in logger.handlers if isinstance(one.formatter, JsonLines)]:
        logger.removeHandler(old)
        old.close()
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
