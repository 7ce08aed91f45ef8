"""Where an identity number was first given out, as far as its first six digits tell. Pure."""

from dataclasses import dataclass

PROVINCES = {
    "11": "北京市", "12": "天津市", "13": "河北省", "14": "山西省", "15": "内蒙古自治区", "21": "辽宁省", "22": "吉林省",
    "23": "黑龙江省", "31": "上海市", "32": "江苏省", "33": "浙江省", "34": "安徽省", "35": "福建省", "36": "江西省",
    "37": "山东省", "41": "河南省", "42": "湖北省", "43": "湖南省", "44": "广东省", "45": "广西壮族自治区", "46": "海南省",
    "50": "重庆市", "51": "四川省", "52": "贵州省", "53": "云南省", "54": "西藏自治区", "61": "陕西省", "62": "甘肃省",
    "63": "青海省", "64": "宁夏回族自治区", "65": "新疆维吾尔自治区", "71": "台湾省", "81": "香港特别行政区",
    "82": "澳门特别行政区", "83": "台湾居民居住证",
}  # fmt: skip

FORMER_LEAGUES = {
    "1521": ("呼伦贝尔盟", "150700"),
    "1523": ("哲里木盟", "150500"),
    "1524": ("昭乌达盟", "150400"),
    "1526": ("乌兰察布盟", "150900"),
    "1527": ("伊克昭盟", "150600"),
    "1528": ("巴彦淖尔盟", "150800"),
}
"""Leagues that became cities between 1983 and 2003 (GB/T 2260): the first four digits, the old name, the present code."""


@dataclass(frozen=True)
class Origin:
    """`league_code` is the present league or city inside the region, empty outside; `former_name` the abolished one."""

    county_code: str
    province: str
    league_code: str
    former_name: str


def region_of(id_number: str) -> Origin:
    """Where the number was given out; an unknown code leaves the fields empty, it is no fault of the number."""
    four = id_number[:4]
    former_name, league_code = FORMER_LEAGUES.get(four, ("", f"{four}00" if four.startswith("15") else ""))
    return Origin(
        county_code=id_number[:6],
        province=PROVINCES.get(id_number[:2], ""),
        league_code=league_code,
        former_name=former_name,
    )
