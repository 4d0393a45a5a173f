"""The words of a filled-in example: what an IB'er, a parent and a pupil might write, about children who do not exist. Only example.py enters."""

# Who stands in the example. Nobody is called after a real person.
LEERLING = "Noor de Wit"
MENSEN = (
    ("mw.", "A. de Wit-Bakker", "ouder"),
    ("dhr.", "T. de Wit", "ouder"),
    ("mw.", "J. Vermeer", "leerkracht groep 6"),
    ("dhr.", "S. Hoekstra", "intern begeleider"),
    ("mw.", "F. Yilmaz", "consulent van het samenwerkingsverband"),
    ("dhr.", "R. Smit", "directeur"),
)
SCHOOL = "Basisschool De Boomhut"
TELEFOON = "06 12345678"
EMAIL = "s.hoekstra@deboomhut.example"
POSTCODE = "1234 AB"
BRIN = "99ZZ"

# What a short answer is, by a word in the question. The first word that fits decides, so the narrow ones stand first.
KORT: tuple[tuple[str, str], ...] = (
    ("brin", BRIN),
    ("geboorteplaats", "Utrecht"),
    ("achternaam", "de Wit"),
    ("voorna", "Noor"),
    ("roepnaam", "Noor"),
    ("school", SCHOOL),
    ("bestuur", "Stichting Onderwijs onder de Bomen"),
    ("directeur", "R. Smit"),
    ("begeleider", "S. Hoekstra"),
    ("leerkracht", "J. Vermeer"),
    ("mentor", "J. Vermeer"),
    ("ouder", "A. de Wit-Bakker en T. de Wit"),
    ("naam", LEERLING),
    ("functie", "intern begeleider"),
    ("rol", "leerkracht"),
    ("wie", "Leerkracht en intern begeleider"),
    ("groep", "6"),
    ("klas", "6"),
    ("adres", "Lindelaan 12"),
    ("plaats", "Utrecht"),
    ("telefoon", TELEFOON),
    ("mail", EMAIL),
    ("taal", "Nederlands"),
    ("toets", "Begrijpend lezen M6"),
    ("score", "IV (DLE 24)"),
    ("niveau", "eind groep 5"),
    ("hoe vaak", "Drie keer per week, 20 minuten"),
    ("frequentie", "Drie keer per week, 20 minuten"),
    ("duur", "Van de herfstvakantie tot de kerstvakantie"),
    ("wanneer", "Elke maandag en donderdag na de pauze"),
    ("vak", "Rekenen"),
    ("methode", "Blokjes en getallenlijn naast de methode"),
    ("materiaal", "Rekenrek, getallenlijn, koptelefoon"),
    ("doel", "Noor rekent tot 100 met sprongen van tien"),
)
KORT_ANDERS = "Besproken met ouders in het najaar"

# Running text by a word in the question: three or four sentences, as long as people really make them.
LANG: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "belemmer",
        (
            "Noor raakt snel afgeleid door geluid en beweging om zich heen.",
            "Bij lange opdrachten verliest zij het overzicht en stopt zij halverwege zonder hulp te vragen.",
            "Automatiseren kost haar veel tijd: de tafels en de splitsingen zitten nog niet vast.",
            "Na een moeilijke ochtend heeft zij in de middag duidelijk minder energie.",
        ),
    ),
    (
        "bevorder",
        (
            "Noor is nieuwsgierig en stelt goede vragen als een onderwerp haar aanspreekt.",
            "Zij werkt graag samen met een vaste maatje en legt dan ook uit wat zij zelf begrijpt.",
            "Een duidelijk dagprogramma en een korte instructie aan de instructietafel helpen haar op gang.",
        ),
    ),
    (
        "doel",
        (
            "In februari lost Noor optelsommen en aftreksommen tot 100 op met een getallenlijn, met acht van de tien goed.",
            "Zij kiest zelf tussen rijgen en splitsen en vertelt welke stappen zij neemt.",
        ),
    ),
    (
        "evalua",
        (
            "Het doel is voor een groot deel gehaald: zeven van de tien sommen zijn goed en Noor vertelt hoe zij rekent.",
            "De vaste oefentijd werkt, maar in de week van het schoolkamp is twee keer overgeslagen.",
            "Wij gaan door met dezelfde aanpak en bouwen de hulp van de getallenlijn langzaam af.",
        ),
    ),
    (
        "aanpak",
        (
            "De leerkracht geeft drie keer per week twintig minuten verlengde instructie in een klein groepje.",
            "Noor begint met materiaal, daarna tekent zij de som en pas daarna schrijft zij hem op.",
            "Aan het eind van elke les zegt zij zelf wat er lukte; dat schrijven wij kort op in haar map.",
        ),
    ),
    (
        "thuis",
        (
            "Thuis speelt Noor veel buiten en bouwt zij graag met haar broertje.",
            "Huiswerk geeft soms strijd, vooral aan het eind van de week.",
            "Een vast moment na het eten, niet langer dan een kwartier, blijkt het beste te gaan.",
        ),
    ),
    (
        "sociaal",
        (
            "Noor heeft twee vaste vriendinnen in de groep en wordt vaak gevraagd om mee te spelen.",
            "In een grote groep wacht zij af en laat zij anderen kiezen.",
            "Bij een ruzie zoekt zij de leerkracht op; met een paar vragen komt zij er meestal zelf uit.",
        ),
    ),
    (
        "taal",
        (
            "Noor leest vlot en met begrip als het onderwerp haar bekend is.",
            "Bij spelling past zij de regels toe in een dictee, maar in eigen teksten vergeet zij ze nog.",
            "Zij vertelt graag en gebruikt daarbij rijke woorden.",
        ),
    ),
    (
        "reken",
        (
            "Bij rekenen werkt Noor op het niveau van eind groep 5.",
            "Zij begrijpt de getallenlijn en kan sprongen van tien maken, maar telt bij het splitsen nog op haar vingers.",
            "Met materiaal erbij lukt het beter en heeft zij meer vertrouwen.",
        ),
    ),
    (
        "ouder",
        (
            "De ouders herkennen wat de school ziet en merken dat Noor thuis over rekenen begint te klagen.",
            "Zij willen graag weten hoe zij kunnen helpen zonder dat het strijd geeft.",
            "Er is afgesproken dat de leerkracht elke twee weken kort belt.",
        ),
    ),
)
LANG_ANDERS = (
    "In de groep is Noor rustig en werkt zij mee als zij weet wat de bedoeling is.",
    "De laatste maanden valt op dat zij bij zelfstandig werken langer wacht met beginnen en vaker naar anderen kijkt.",
    "De leerkracht heeft dit met de intern begeleider besproken en een plan gemaakt voor zes weken.",
    "Na die periode kijken wij samen met de ouders en met Noor wat er veranderd is.",
)
OUDER = (
    "Wij zien thuis dat Noor veel energie heeft als zij buiten kan spelen en zelf mag kiezen.",
    "Over school vertelt zij weinig, maar over rekenen zegt zij dat het te snel gaat.",
    "Wij vinden het fijn als wij vooraf horen wat er geoefend wordt, dan kunnen wij daar thuis op letten.",
)
LEERLING_ZEGT = (
    "Ik vind lezen en tekenen leuk en ik help graag andere kinderen.",
    "Rekenen is soms moeilijk, dan wil ik dat juf het nog een keer rustig uitlegt.",
)
DESKUNDIGE = (
    "In drie gesprekken en een observatie in de groep viel op dat Noor informatie in kleine stappen goed verwerkt.",
    "Bij meer dan twee opdrachten tegelijk raakt zij het overzicht kwijt.",
    "Advies: bied opdrachten per stuk aan, laat haar hardop herhalen en geef vijf minuten extra tijd.",
)
CEL = (
    "Verlengde instructie aan de instructietafel, daarna samen de eerste drie sommen maken.",
    "Elke dag tien minuten oefenen met een maatje, met kaartjes die Noor zelf kiest.",
    "Bij de start van de taak vertelt Noor in eigen woorden wat zij gaat doen.",
    "Een rustige plek met koptelefoon bij toetsen en bij zelfstandig werken.",
)
OPMERKING = (
    "Zichtbaar in de ochtend, minder na de pauze.",
    "Lukt met een stappenplan op tafel.",
    "Bespreken we opnieuw na zes weken.",
    "Ouders herkennen dit thuis ook.",
)
