"""A group of things to pick from, as banks and bank fields share it: some lines of text under one domain."""

from wagtail import blocks

RICHTINGEN = [("", "geen"), ("bevorderend", "bevorderend (helpt)"), ("belemmerend", "belemmerend (maakt het moeilijk)")]


class BankgroepBlock(blocks.StructBlock):
    """Things of one domain and one direction, one on a line."""

    domein = blocks.CharBlock(label="Gebied", required=False, max_length=300, help_text="Bijvoorbeeld: taakgedrag.")
    items = blocks.TextBlock(
        label="Om te kiezen",
        rows=4,
        help_text="Eén op elke regel. Zet achter een streepje | hetzelfde in kindertaal: Werkt zelfstandig | Ik kan alleen werken",
    )
    richting = blocks.ChoiceBlock(label="Helpt dit of maakt dit het moeilijk?", choices=RICHTINGEN, required=False)
    gevoelig = blocks.BooleanBlock(
        label="Gevoelig", required=False, help_text="Gaat over thuis of gezondheid. Er komt een waarschuwing bij als iemand dit kiest."
    )

    class Meta:
        label = "Groep"
        icon = "list-ul"
        label_format = "{domein} · {richting}"
        collapsed = True
