"""How large a format may be: one table, for rules.py, for the editor's blocks and for whoever writes formats by hand.

The numbers are far above every real format that we know (the largest has some 120 questions) and low enough to keep a form, a print and an
editor's page usable.
"""

# How many of something.
DELEN = 30
SECTIES_PER_DEEL = 30
VELDEN_PER_SECTIE = 60
VELDEN = 400
VARIANTEN = 10
OPTIES = 300
GROEPEN = 40
BANKITEMS = 500
PICTOGRAMMEN = 30
KOLOMMEN = 12
MATRIXRIJEN = 60
SLOTS = 12
VOORWAARDEN = 10
WAARDEN = 40
BRONNEN = 40
VOORBEELDEN = 20
WETTELIJK = 12

# What a number in a format may be: lowest and highest.
MAX_RIJEN = (1, 100)
MIN_RIJEN = (0, 100)
MAX_EXTRA = (1, 60)
DECIMALEN = (0, 4)
AANTAL_BESTANDEN = (1, 20)
AANTAL_ONDERTEKENAARS = (1, 10)
AANTAL_TIJD = (-10_000, 10_000)
SCHAALPUNTEN = (2, 101)
GETAL = (-1_000_000_000, 1_000_000_000)
LENGTE = {"korte_tekst": (1, 1_000), "lange_tekst": (1, 100_000), "opgemaakte_tekst": (1, 100_000)}

# How long a text may be, by the name of the attribute; TEKST for every other one.
TEKST = 300
TEKSTEN = {"uitleg": 5_000, "hulptekst": 2_000, "tekst": 10_000, "strekking": 1_000, "voorbeelden": 1_000, "titel": 200}
# Texts that may have several lines; an option or a label is one line, because an editor types them so.
MET_REGELS = frozenset({"uitleg", "hulptekst", "tekst", "strekking"})
