"""Legal forms of companies: what a name may end with and still be the same name."""

_FORMS = """
    ltd|limited|llc|llp|lp|plc|inc|incorporated|corp|corporation|co|company
    g ?m ?b ?h|mbh|ag|kg|kgaa|ohg|ug|gbr|eg|e ?k|e ?v
    s ?r ?l ?s?|s ?p ?a|s ?a ?s|s ?n ?c|s ?a ?p ?a|s ?a ?r ?l|s ?a|e ?u ?r ?l|s ?l ?u?
    b ?v|n ?v|s ?e|a ?b|a ?s ?a?|a ?p ?s|oy|oyj|lda|ltda|s ?a ?de ?c ?v
    pty|pte|pvt|proprietary|private|s ?r ?o|a ?s|sp ?z ?o ?o|kft|zrt|d ?o ?o|o ?o ?o|kk
"""
"""In small letters, without accents and dots; `s.r.l.` and `S. r. l.` are both `s ?r ?l`."""
PATTERN = f"(( and)? ({'|'.join(_FORMS.split(chr(10))[1:-1]).replace('    ', '')}))+$"
"""One or more of them at the end of a name, `GmbH & Co. KG` too; a first word always stays."""
