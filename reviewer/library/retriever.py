"""The library as a LangChain retriever, for anyone's chain. Imported only when asked for: LangChain loads slowly."""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from reviewer.library.query import Query
from reviewer.library.search import Library


class ExemplarRetriever(BaseRetriever):
    """Exemplar passages as Documents, best first, for any chain:

        library = open_library(settings, get_embedder(settings))
        retriever = ExemplarRetriever(library=library, k=3, kind="lesson", subject="数学")
        chain = {"examples": retriever | join, "question": RunnablePassthrough()} | prompt | model
        chain.invoke("小组合作怎么写")

    `page_content` is the passage; `metadata` holds id, title, subject, stage, grade, kind, criterion, similarity,
    why, source and licence.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    library: Library
    k: int = 5
    kind: str | None = None
    subject: str | None = None
    stage: str | None = None
    criterion: str | None = None

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        wanted = Query(query, kind=self.kind, subject=self.subject, stage=self.stage, criterion=self.criterion)
        return [
            Document(
                page_content=hit.passage.text,
                metadata={
                    "id": hit.exemplar.id,
                    "title": hit.exemplar.title,
                    "subject": hit.exemplar.subject,
                    "stage": hit.exemplar.stage,
                    "grade": hit.exemplar.grade,
                    "kind": hit.exemplar.kind,
                    "criterion": hit.criterion,
                    "similarity": hit.similarity,
                    "why": hit.why,
                    "source": hit.exemplar.source,
                    "licence": hit.exemplar.licence,
                },
            )
            for hit in self.library.search(wanted, self.k)
        ]
