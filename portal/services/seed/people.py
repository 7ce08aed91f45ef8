"""Invented residents: names as they are heard in Inner Mongolia, numbers that are valid and nobody's on purpose."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from stdnum import luhn


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭"
    "廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严覃武戚莫孔向常单解仇查盖燕那包云鲍额"
)  # fmt: skip
GIVEN_MALE = _words(
    """
    伟 强 磊 军 洋 勇 杰 涛 超 明 刚 平 辉 鹏 飞 波 斌 宇 浩 凯 健 俊 帆 帅 旭 宁 龙 林 欢 阳
    建国 志强 志勇 海涛 文博 浩然 子轩 宇航 天佑 立新 国庆 永胜 晓东 春雷 长江 德福 玉山 金柱 树林 福田
    """
)
GIVEN_FEMALE = _words(
    """
    芳 娜 敏 静 丽 艳 娟 霞 秀英 桂英 玲 燕 红 梅 莉 兰 凤 洁 琳 雪 慧 婷 颖 露 瑶 佳怡 思雨 梦瑶
    欣怡 雨桐 晓燕 丽娟 春梅 秋菊 桂芝 淑珍 玉兰 素芬 建华 海燕 冬梅 雪莲 彩霞 小红 文静 诗涵
    """
)
MONGOLIAN_MALE = _words(
    """
    巴特尔 巴图 孟和 苏和 朝鲁 额尔敦 阿拉坦 那顺 布和 特木尔 格日勒图 哈斯巴根 敖其尔 乌力吉 宝音 达来
    吉日嘎拉 伊德日 呼和 青格勒 巴雅尔 斯琴巴特尔 满都拉 毕力格 恩和 扎那 布仁 照日格图
    """
)
MONGOLIAN_FEMALE = _words(
    """
    娜仁花 其其格 萨仁 乌兰 图雅 高娃 斯琴 娜仁 托娅 阿茹娜 苏日娜 萨日娜 乌日娜 通拉嘎 格日乐 娜布其 塔娜
    哈斯其其格 乌云 琪琪格 莎茹拉 海日 南丁 牡兰
    """
)
DOTTED = ("巴图·孟和", "娜仁·图雅", "额尔敦·达来", "斯琴·高娃", "那顺·巴雅尔", "阿拉坦·其其格")
RARE = ("𬭎", "䶮", "㛃", "堃", "喆", "昇", "彧", "𫖯", "𬀩", "甯", "翀", "旸")

SEPARATIONS = ("contract_ended", "dismissed", "agreed_on_employer_proposal", "left_for_employer_fault")
BANKS = (
    ("内蒙古农村商业银行", "622829"),
    ("中国农业银行", "622848"),
    ("中国工商银行", "622202"),
    ("中国建设银行", "621700"),
    ("中国邮政储蓄银行", "621098"),
    ("内蒙古银行", "621735"),
)
NOTES = (
    "",
    "",
    "",
    "",
    "",
    "",
    "愿意到外地务工",
    "希望从事家政服务",
    "有驾驶证 C1",
    "需要照顾老人",
    "会蒙汉双语",
    "正在参加电商培训",
)
GROUPS = ("", "", "", "", "", "大龄", "残疾", "低保", "农牧民工", "高校毕业生", "退役军人", "脱贫人口", "长期失业")

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"


@dataclass(frozen=True)
class Person:
    """Somebody who does not exist."""

    name: str
    id_number: str
    sex: str
    born_on: date
    mobile: str
    community: str
    groups: str
    note: str


class Inventor:
    """Invents the same people in the same order from the same random source, none of them twice."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self._numbers: set[str] = set()
        self._cards: set[str] = set()

    def person(self, *, community: str, today: date) -> Person:
        """A person of working age, born in the banner of the community or elsewhere in the land."""
        random = self.random
        female = random.random() < 0.48
        age = min(59, max(18, round(random.gauss(38, 11))))
        born_on = today - timedelta(days=age * 365 + random.randrange(1, 360))
        return Person(
            name=self.name(female),
            id_number=self.id_number(community[:6] if random.random() < 0.85 else "150102", born_on, female),
            sex="女" if female else "男",
            born_on=born_on,
            mobile=f"1{random.choice('3578')}{random.randrange(10**9):09d}" if random.random() < 0.93 else "",
            community=community,
            groups=random.choice(GROUPS),
            note=random.choice(NOTES),
        )

    def name(self, female: bool) -> str:
        """Mostly Han names, every seventh Mongolian and without a family name, now and then a rare character."""
        random = self.random
        chance = random.random()
        if chance < 0.006:
            return random.choice(DOTTED)
        if chance < 0.15:
            return random.choice(MONGOLIAN_FEMALE if female else MONGOLIAN_MALE)
        given = random.choice(GIVEN_FEMALE if female else GIVEN_MALE)
        if chance < 0.16:
            given = random.choice(RARE)
        return random.choice(SURNAMES) + given

    def id_number(self, place: str, born_on: date, female: bool) -> str:
        """An unused number with its check digit."""
        while True:
            order = self.random.randrange(1, 499) * 2 + (0 if female else 1)
            first = f"{place}{born_on:%Y%m%d}{order:03d}"
            number = first + _CHECK[sum(int(d) * w for d, w in zip(first, _WEIGHTS, strict=True)) % 11]
            if number not in self._numbers:
                self._numbers.add(number)
                return number

    def card(self) -> tuple[str, str]:
        """An unused card number of 19 digits with its check digit, and its bank."""
        while True:
            bank, start = self.random.choice(BANKS)
            first = f"{start}{self.random.randrange(10**12):012d}"
            number = first + str(luhn.calc_check_digit(first))
            if number not in self._cards:
                self._cards.add(number)
                return number, bank
