"""Who is asked to sign a version, and what became of it: everybody outside the school who signs, with a link, an account or neither."""

from collections.abc import Iterable
from dataclasses import dataclass

from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.dossiers.models import Bereik, Toegangslink
from groeidocumenten.opp.models import OppVersie, Papiercontrole
from groeidocumenten.opp.ondertekenaars import Ondertekenaar, all_signers, may_agree, signer_with_key

from .models import Tekenlink

KLOPT_NIET = Papiercontrole.Uitkomst.KLOPT_NIET


@dataclass(frozen=True)
class Uitgenodigde:
    """A signer and how far it is: signed, with an account, with a link and its state, or not asked yet."""

    wie: Ondertekenaar
    getekend: bool
    link: Toegangslink | None = None
    stand: str = ""

    @property
    def kan_link(self) -> bool:
        """Whether a link can be made for this signer now."""
        return self.wie.persoon is None and not self.getekend and not self.loopt

    @property
    def loopt(self) -> bool:
        """Whether there is a link that is neither over nor taken back."""
        return self.link is not None and self.stand not in ("ingetrokken", "verlopen")


def invited(geopend: GeopendDossier, versie: OppVersie) -> list[Uitgenodigde]:
    """Everybody outside the school who is asked to sign a version; a fixed number of queries."""
    people = [one for one in all_signers(geopend) if may_agree(geopend, one)]
    # A signature on paper that was found wrong is none: that person is asked again.
    signed = set(
        geopend.groeidocument.opphandtekeningen.filter(versie=versie).exclude(controle__uitkomst=KLOPT_NIET).values_list("wie", flat=True)
    )
    links = newest_links(geopend, versie)
    return [_with_link(one, one.wie in signed, links.get(one.wie)) for one in people]


def newest_links(geopend: GeopendDossier, versie: OppVersie) -> dict[str, Toegangslink]:
    """The newest link to this version per signer, with the facts of its state; two queries."""
    asked = {row.link_id: row.wie for row in geopend.groeidocument.tekenlinks.filter(versie=versie)}
    rows: Iterable[Toegangslink] = geopend.groeidocument.toegangslinks.with_facts().filter(pk__in=asked).order_by("uitgegeven_op")
    return {asked[row.pk]: row for row in rows}


def invitation_of(geopend: GeopendDossier) -> Tekenlink | None:
    """What this guest's link asks; None for everybody who came in otherwise, and for a link to something else. One query."""
    link, versie = geopend.viewer.link, geopend.alleen(Bereik.HANDTEKENING)
    if link is None or versie is None:
        return None
    rows = geopend.groeidocument.tekenlinks.select_related("versie__opp", "versie__format_versie__format")
    row: Tekenlink | None = rows.filter(link=link.pk, versie=versie).first()
    return row


def signer_of_link(geopend: GeopendDossier, asked: Tekenlink) -> Ondertekenaar | None:
    """Who signs with this link, asked of the register now; None when that person does not sign any longer."""
    return signer_with_key(geopend, asked.wie)


def _with_link(wie: Ondertekenaar, signed: bool, link: Toegangslink | None) -> Uitgenodigde:
    return Uitgenodigde(wie, signed, link, link.state() if link else "")
