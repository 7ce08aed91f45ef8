"""What may stand against publishing a vacancy (E-10): its words, its pay, its unit. Pure: an offer in, findings out.

Words are looked for in the Chinese of the offer, as people write it: what is said not to matter (不限, 均可) or is denied
(不收押金) is left alone, and so is what is said of other people than the applicant (照护80岁以上老人).
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

#: Nobody younger is hired (劳动法 art. 15), and 18 is what work that is barred to minors may ask for (art. 58, 64).
LEAST_AGES = (16, 18)
_SEX = r"(?:男|女)(?:性|士|生|工|员|孩|青年)?"
_OF_OTHERS = r"(?!(?:的|及以上|左右)?(?:老人|老年|长者|长辈|高龄|儿童|幼儿|孩子|婴幼儿|宝宝|学生|患者|病人|住户|客户))"
_YEARS = r"(?:周岁|岁)"
_PEOPLES = r"(?:汉|蒙古?|回|满|藏|维吾尔|朝鲜|达斡尔|鄂温克|鄂伦春|少数民)"
_FEE = r"(?:押金|保证金|风险金|抵押金|服装费|培训费|体检费|报名费|建档费|中介费|入职费|工装费)"
_HERE = r"(?:本地|本市|本旗|本县|本区|当地|城镇|城市|非农业?|市区)"


@dataclass(frozen=True)
class Finding:
    """One thing that stands against publication: its code, and the words or figures of the offer that show it."""

    code: str
    found: str


@dataclass(frozen=True)
class Offer:
    """A vacancy as the check sees it. `month` and `hour` are the minimum wages of the place, None where none is known.

    `unit` is what the registry says of a unit: known, unknown, closed, listed; "" for a household.
    """

    texts: tuple[str, ...]
    pay_from: Decimal
    pay_unit: str
    hours: str
    unit: str
    month: Decimal | None = None
    hour: Decimal | None = None


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


#: Said not to matter, or denied: taken out of the text before it is searched.
_HARMLESS = _any(
    r"(?:男、?女|性别|年龄|民族|种族|户籍|户口|婚育|婚姻|婚否|学历|身高|相貌|形象|宗教信仰|信仰|地域|籍贯)[^,。;、]{0,6}?"
    r"(?:不限|均可|皆可|不作要求|不做要求|无要求|没有要求|无限制|没有限制|不设限制)",
    r"(?:不限|不分|不论|不问|无论)(?:男、?女|性别|年龄|民族|种族|户籍|户口|婚育|婚否|身高|相貌|宗教信仰|信仰|地域|籍贯)+",
    r"男、?女(?:老少)?(?:都|均|皆)(?:可|行|要|招)",
    r"(?:不|无|免|无需|无须|不用|不得|严禁|从不|不需|不需要)(?:收取|收|交纳|缴纳|交|缴|扣押|扣|押|要)*(?:任何)?"
    r"(?:押金|保证金|服装费|培训费|体检费|中介费|报名费|建档费|身份证|证件|费用)(?:、(?:押金|保证金|服装费|培训费|体检费|中介费|报名费))*",
    r"(?:培训费|体检费|服装费)[^,。;]{0,6}?(?:由)?(?:公司|单位|企业|我方|雇主)(?:承担|负担|支付|出|报销)",
    rf"(?:公司|单位|企业|我方|雇主)(?:统一)?(?:承担|负担|支付|付|出|报销)[^,。;]{{0,4}}?{_FEE}",
    r"妇女节|妈妈岗|女鞋|男鞋|女装|男装|女厕|男厕|女宾|男宾|女包|女性用品|女童|男童",
)
_ASKS = r"(?:仅限|只限|限|只招|只要|仅招|只收|仅|招聘|招收|招|要求|需要|需|急聘|诚聘|聘)"
_PATTERNS: dict[str, re.Pattern[str]] = {
    "sex": _any(
        rf"{_ASKS}(?:\d+名|若干名?)?{_SEX}(?!性?(?:客|宾|装|鞋|包|用品))",
        rf"{_SEX}(?:优先|为主|为佳|\d+(?:名|人|位)|若干|勿扰|免谈|不要|不招|除外)",
        rf"(?:不要|不招|不收|谢绝|拒绝){_SEX}",
        rf"性别(?:要求)?[:为]?(?:仅)?{_SEX}",
        r"\((?:男|女)(?:性|士)?(?=[),、])",
    ),
    "childbearing": _any(
        r"未婚(?!未育均可)",
        r"已婚",
        r"已育(?!苗)",
        r"未育",
        r"(?:不招|不要|谢绝|拒绝)(?:孕妇|哺乳期|怀孕|备孕|已婚|未婚|未育)",
        r"(?:\w年|期间?)内不(?:得|能|可|准)?(?:怀孕|生育|结婚|要孩子)",
        r"无(?:生育|二胎|三胎)(?:计划|打算)",
        r"孕妇勿扰",
        r"不得怀孕",
        r"婚育(?:状况)?要求",
        r"(?:孕检|妊娠(?:测试|检测|检查))",
    ),
    "age": _any(
        rf"\d{{2}}{_YEARS}?(?:-|~|—|–|至|到)\d{{2}}{_YEARS}{_OF_OTHERS}",
        r"年龄(?:要求|限制|范围)?[:在为]?\d{2}(?:-|~|—|–|至|到)\d{2}",
        rf"\d{{2}}{_YEARS}(?:及)?(?:以下|以内|之内|内|封顶){_OF_OTHERS}",
        rf"(?:不超过|不大于|不高于|小于|低于|未满|不到|最大|上限){{1}}[^\d,。;]{{0,3}}\d{{2}}{_YEARS}{_OF_OTHERS}",
        rf"\d{{2}}{_YEARS}(?:及)?以上{_OF_OTHERS}",
        r"[6789]0后|00后",
        r"(?:只招|只要|仅限|限)(?:年轻人|青年|中年)",
        r"大龄勿扰",
        r"年轻(?:貌美|漂亮|靓丽)",
    ),
    "ethnic": _any(
        rf"(?:仅限|只限|限|只招|只要|仅招){_PEOPLES}族?(?:族|人)",
        rf"(?:不招|不要|谢绝|拒绝){_PEOPLES}族",
        rf"{_PEOPLES}族(?:优先|勿扰|除外|免谈)",
        r"民族[:为](?:汉|蒙|回|满)\w?族?",
    ),
    "belief": _any(
        r"(?:无|不信|没有)(?:任何)?宗教(?:信仰)?",
        r"信(?:佛|教)(?:者)?(?:勿扰|优先|除外|不要)",
        r"(?:不招|不要)(?:信教|教徒|穆斯林|基督徒)",
    ),
    "household_register": _any(
        rf"(?:仅限|只限|限|只招|只要|须|需|必须|要求)(?:有|具有|为|是)?{_HERE}(?:户籍|户口|人)",
        r"(?:本地|本市|本旗|本县|本区|当地|城镇|城市)(?:户籍|户口|人)(?:优先|者优先)?",
        r"(?:外地|农村|农业)(?:户籍|户口|人员|人)?(?:勿扰|免谈|不要|除外)",
        r"(?:不招|不要|谢绝|拒绝)(?:外地|农村|农业|\w{2,3}省|河南|东北)(?:户籍|户口|人)?",
    ),
    "disability": _any(
        r"(?:残疾|残障)(?:人|人员|人士|者)?(?:勿扰|免谈|不要|除外|谢绝)",
        r"(?:不招|不要|谢绝|拒绝)(?:残疾|残障)",
        r"无(?:残疾|残障)",
        r"(?:四肢|肢体|五官)(?:健全|完整|无残缺|端正且健全)",
    ),
    "infectious": _any(
        r"(?:乙肝|肝炎|艾滋|HIV|hiv|结核|传染病)[^,。;]{0,8}?(?:勿扰|免谈|不要|除外|谢绝|不招)",
        r"(?:无|没有)(?:乙肝|肝炎|传染性?疾?病|艾滋)",
        r"(?:乙肝|两对半|HIV|hiv)(?:五项)?(?:检查|检测|化验|体检)",
        r"(?:不招|不要|谢绝|拒绝)[^,。;]{0,4}?(?:乙肝|肝炎|携带者|传染病)",
    ),
    "looks": _any(
        r"身高[^,。;、]{0,6}?\d",
        r"1[.米]?[4-9]\d?(?:米|m|cm|厘米)?以上(?=.{0,6}身高)",
        r"\d{3}(?:cm|厘米)以上",
        r"(?:形象|气质|相貌|容貌|外貌|长相|外形)[^,。;、]{0,4}?(?:佳|好|端正|出众|靓丽|漂亮|姣好|优秀)",
        r"五官端正",
        r"体态匀称",
        r"颜值",
        r"(?:漂亮|美女|帅哥|靓丽)(?:优先|者)?",
        r"体重[^,。;、]{0,6}?\d",
    ),
    "deposit": _any(
        rf"(?:交|缴|收|付|扣|预交|预缴|先交|需交|须交|缴纳|交纳|收取|扣除|扣留)[^,。;]{{0,6}}?{_FEE}",
        r"(?:押金|保证金|风险抵押金|服装费|培训费|工装费|入职费)[:]?(?:为)?\d+元?",
        r"(?:押|扣|扣押|扣留|抵押|上交|交存|代管|暂存)[^,。;]{0,4}?(?:身份证|毕业证|学历证|资格证|证件|银行卡)(?!复印件)",
        r"压(?:一个月|半个?月|首月|第一个月)?工资",
        r"押(?:一个月|半个?月|首月)?工资",
    ),
}


def check(offer: Offer) -> list[Finding]:
    """Everything that stands against publication, in the order of the law's list; empty where nothing does."""
    return [*_words(offer.texts), *_pay(offer), *_unit(offer)]


def _words(texts: tuple[str, ...]) -> Iterator[Finding]:
    plain = [_HARMLESS.sub("。", _normal(text)) for text in texts]
    for code, pattern in _PATTERNS.items():
        found = [hit for text in plain for hit in _hits(pattern, text)]
        if found:
            yield Finding(code, "、".join(dict.fromkeys(found))[:120])


def _hits(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    for match in pattern.finditer(text):
        if not _lawful_age(match[0]):
            yield match[0].strip("()（）:")


def _lawful_age(hit: str) -> bool:
    """Whether it only says that nobody younger than the law allows is wanted: 年满18周岁以上."""
    ages = re.findall(r"\d{2}(?=周?岁)", hit)
    return len(ages) == 1 and int(ages[0]) in LEAST_AGES and len(re.findall(r"\d+", hit)) == 1


def _normal(text: str) -> str:
    """Full-width signs and letters as half-width ones, without blanks, Chinese stops kept as breaks."""
    halved = unicodedata.normalize("NFKC", text).replace("，", ",").replace("；", ";").replace("：", ":")
    return re.sub(r"[^\S\n]+", "", halved).replace("\n", "。")


def _pay(offer: Offer) -> Iterator[Finding]:
    """Below the minimum wage (劳动法 art. 48): by the month for full time, by the hour for every hour; pieces are not told."""
    full = offer.pay_unit == "month" and offer.hours in ("full", "shifts")
    least = offer.month if full else offer.hour if offer.pay_unit == "hour" else None
    if least is not None and offer.pay_from < least:
        yield Finding("low_pay", f"{offer.pay_from:.2f} < {least:.2f}")


def _unit(offer: Offer) -> Iterator[Finding]:
    if offer.unit in ("unknown", "closed", "listed"):
        yield Finding(f"unit_{offer.unit}", "")
