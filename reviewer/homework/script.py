"""Sheets in traditional characters read by the same words: common characters folded one for one, so places stay."""

from __future__ import annotations

from dataclasses import replace

from reviewer.datamodels import Draft, Guess

# each traditional character before its simplified one
_PAIRS = (
    "請请無无視视準准標标評评為为級级這这個个給给滿满對对優优輸输將将設设計计教教學学議议見见機机們们顯显題题問问獎奖過过檢检應应當当規规則则詞词務务從从現现開开來来沒没約约"
    "審审閱阅與与說说結结論论報报記记實实絕绝須须讓让業业麼么後后總总獲获統统員员聽听話话寫写還还動动項项維维達达認认講讲處处輔辅單单選选擇择習习練练測测驗验試试調调查查訪访"
    "觀观察察據据製制畫画繪绘圖图塗涂線线條条圓圆積积體体長长寬宽邊边徑径週周數数單单點点幾几種种類类別别區区間间門门時时鐘钟鍾钟歲岁錢钱買买賣卖貴贵價价費费賺赚減减乘乘"
    "餘余億亿萬万兩两雙双隻只張张頁页冊册書书筆笔紙纸語语國国漢汉詩诗賞赏讀读誦诵課课導导師师組组織织隊队親亲媽妈爺爷孫孙爾尔誰谁該该錯错誤误訂订正正補补強强難难易易"
    "歸归納纳較较異异聯联連连繫系係系關关係系釋释證证據据舉举創创編编劇剧錄录聲声樂乐遊游戲戏場场參参觀观園园動动鳥鸟魚鱼馬马貓猫龍龙樹树葉叶花花鐵铁電电燈灯車车輛辆輪轮"
    "運运輸输飛飞機机橋桥樓楼廠厂環环境境節节省省護护綠绿災灾氣气溫温濕湿熱热濃浓壓压強强質质量量頻频率率樣样樹树狀状態态態态變变換换傳传遞递壞坏敗败勝胜贏赢獨独立立"
    "團团隨随適适邏逻輯辑穩稳擴扩擬拟擔担擁拥歡欢嘆叹顏颜頭头腦脑臉脸腳脚齒齿養养藥药醫医衛卫廢废轉转軟软軸轴載载較较遠远近近進进遲迟選选鄰邻鄉乡鎮镇縣县島岛灣湾"
    "陽阳陰阴雲云霧雾風风飯饭飲饮餐餐館馆驚惊騎骑鬆松鬧闹麗丽黃黄齊齐夠够獻献產产畢毕異异療疗盡尽監监盤盘眾众確确碼码禮礼稱称穀谷窮穷競竞筆笔築筑簡简籤签糧粮純纯細细終终"
    "經经網网緊紧緒绪緣缘縮缩繁繁繼继續续罰罚義义聖圣職职脫脱膽胆臨临興兴舊旧藝艺蘋苹蘭兰蟲虫術术補补裝装褲裤襯衬覺觉觸触訊讯許许診诊詢询試试詳详誠诚誇夸諒谅謝谢識识"
    "譯译警警讚赞豐丰貓猫貝贝負负財财貨货責责貼贴資资賓宾賴赖購购贈赠軌轨農农遺遗郵邮釘钉針针銀银鋼钢鍵键鏡镜閃闪閉闭隱隐階阶際际雜杂離离靈灵靜静預预領领願愿額额顧顾"
    "養养駕驾驅驱髒脏鮮鲜鹽盐麥麦麵面點点齡龄龜龟準准劃划劍剑勞劳勵励協协卻却厲厉啟启喚唤嗎吗圍围墻墙牆墙壽寿奪夺婦妇嬰婴寶宝專专尋寻對对層层屬属歷历幣币幫帮庫库廳厅張张"
    "彈弹徵征復复複复憶忆憂忧懷怀戰战戶户拋抛掃扫採采揮挥損损搖摇搶抢敘叙敵敌斷断於于暫暂曆历東东桿杆極极構构槍枪樁桩橫横歐欧殘残殺杀氫氢決决況况淚泪淺浅湯汤溝沟滅灭滾滚漲涨潔洁"
    "濟济瀏浏燒烧爭争爾尔牽牵狹狭獅狮瑪玛畝亩瘋疯發发髮发皺皱盜盗碩硕竊窃筍笋範范簽签籃篮糾纠紀纪紅红級级紛纷紡纺給给綜综維维緩缓績绩罵骂聞闻腫肿臺台輕轻辦办辭辞迴回"
    "遷迁鏈链錶表鎖锁閒闲頂顶順顺頓顿頗颇顆颗饑饥餓饿駐驻騙骗鬥斗鴨鸭鵝鹅黨党口口「“」”『‘』’"
)
_SIMPLE = str.maketrans(dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True)))
_ONLY_TRADITIONAL = frozenset(
    "請無視標評這個給對學們題問說寫還動項認講選擇習練測試調觀畫圖線點幾種數時書讀課導師組親訂補舉關係證據"
)
ENOUGH = 10  # of them on a sheet; a quoted inscription has fewer


def is_traditional(text: str) -> bool:
    return sum(char in _ONLY_TRADITIONAL for char in text) >= ENOUGH


def in_simplified(draft: Draft) -> Draft:
    """The draft with a traditional sheet's characters folded; any other sheet as it is."""
    if not is_traditional(draft.text):
        return draft

    def fold(guess: Guess) -> Guess:
        return replace(guess, value=guess.value.translate(_SIMPLE)) if guess.value else guess

    blocks = tuple(
        replace(block, column_title=block.column_title.translate(_SIMPLE)) if block.column_title else block
        for block in draft.blocks
    )
    return replace(
        draft,
        text=draft.text.translate(_SIMPLE),
        blocks=blocks,
        title=fold(draft.title),
        grade=fold(draft.grade),
        stage=fold(draft.stage),
    )
