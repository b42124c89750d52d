"""Names of the real world that an invented case does not use."""

from __future__ import annotations

import re

__all__ = ["APP", "COUNTRY", "MONEY"]

_COUNTRIES = """
Afghanistan Albania Algeria Andorra Angola Argentina Armenia Australia Austria
Azerbaijan Bahamas Bahrain Bangladesh Barbados Belarus Belgium Belize Benin Bhutan
Bolivia Botswana Brazil Britain Brunei Bulgaria Burundi Cambodia Cameroon Canada
Chad Chile China Colombia Comoros Congo Croatia Cuba Cyprus Czechia Denmark Djibouti
Dominica Ecuador Egypt England Eritrea Estonia Eswatini Ethiopia Fiji Finland France
Gabon Gambia Georgia Germany Ghana Greece Grenada Guatemala Guinea Guyana Haiti
Honduras Hungary Iceland India Indonesia Iran Iraq Ireland Israel Italy Jamaica
Japan Jordan Kazakhstan Kenya Kiribati Kosovo Kuwait Kyrgyzstan Laos Latvia Lebanon
Lesotho Liberia Libya Liechtenstein Lithuania Luxembourg Madagascar Malawi Malaysia
Maldives Mali Malta Mauritania Mauritius Mexico Micronesia Moldova Monaco Mongolia
Montenegro Morocco Mozambique Myanmar Namibia Nauru Nepal Netherlands Nicaragua
Nigeria Niger Norway Oman Pakistan Palau Palestine Panama Paraguay Peru Philippines
Poland Portugal Qatar Romania Russia Rwanda Samoa Scotland Senegal Serbia Seychelles
Singapore Slovakia Slovenia Somalia Spain Sudan Suriname Sweden Switzerland Syria
Taiwan Tajikistan Tanzania Thailand Togo Tonga Tunisia Turkey Türkiye Turkmenistan
Tuvalu Uganda Ukraine Uruguay Uzbekistan Vanuatu Venezuela Vietnam Wales Yemen
Zambia Zimbabwe
""".split()  # noqa: SIM905 - names read best as text
_LONG_NAMES = (
    "Bosnia and Herzegovina",
    "Burkina Faso",
    "Cape Verde",
    "Central African Republic",
    "Costa Rica",
    "Czech Republic",
    "Dominican Republic",
    "El Salvador",
    "Hong Kong",
    "Ivory Coast",
    "Marshall Islands",
    "New Zealand",
    "North Korea",
    "North Macedonia",
    "Papua New Guinea",
    "San Marino",
    "Saudi Arabia",
    "Sierra Leone",
    "Solomon Islands",
    "South Africa",
    "South Korea",
    "South Sudan",
    "Sri Lanka",
    "Timor-Leste",
    "United Arab Emirates",
    "United Kingdom",
    "United States",
    "Viet Nam",
)
_PEOPLES = """
Afghan Albanian Algerian Armenian Bangladeshi Belarusian Bosnian Brazilian Bulgarian
Chinese Colombian Croatian Cuban Egyptian Eritrean Ethiopian Gambian Georgian
Ghanaian Greek Guinean Hungarian Indian Iranian Iraqi Italian Jordanian Kosovar Kurd
Kurdish Lebanese Libyan Macedonian Malian Moldovan Moroccan Nepalese Nepali Nigerian
Pakistani Palestinian Polish Roma Romanian Russian Senegalese Serb Serbian Somali
Sudanese Syrian Thai Tunisian Turk Turkish Ugandan Ukrainian Vietnamese Yemeni
""".split()  # noqa: SIM905 - names read best as text


def _either(names: tuple[str, ...] | list[str]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


# A case is cited by its title: "v. the United Kingdom" is not a setting.
COUNTRY = re.compile(
    rf"(?<!v\. )(?<!v\. the )(?<!v )\b(?:{_either(_LONG_NAMES)}|"
    rf"(?:{_either(_COUNTRIES)})|(?:{_either(_PEOPLES)})s?)\b"
)
MONEY = re.compile(
    r"[€$£₺¥]\s?\d|\b\d[\d .,]*\s?(?:EUR|USD|GBP|CHF|TRY|RSD|euros?|dollars?|pounds?|"
    r"dinars?|lira|lek)\b|\b(?:EUR|USD|GBP|CHF)\s?\d"
)
APP = re.compile(
    r"\b(?:WhatsApp|Telegram|Viber|TikTok|Facebook|Instagram|Snapchat|YouTube|WeChat|"
    r"Messenger|Skype|Twitter|Tinder|OnlyFans|PayPal|Revolut|Western Union|MoneyGram|"
    r"Bitcoin|Tether|Monero|Google Maps|Airbnb|BlaBlaCar|FlixBus)\b"
)
