"""Several rule files asked on one loading, as in a notebook."""

from pulse_store import put

import salesops

LINES = (
    "order_id,order_date,sku,quantity,price,customer\n1,2026-03-02,A,1,10,7\n2,2026-03-03,A,1,20,8"
)


def test_each_question_has_its_own_rules(tmp_path):
    put(tmp_path, lines=LINES)
    rules = {}
    for name in ("Big", "Small"):
        rules[name] = tmp_path / f"{name}.toml"
        rules[name].write_text(f'[[segments]]\nname = "{name}"\n', encoding="utf-8")
    from salesops.commands.sales.segments import segments

    with salesops.open(tmp_path) as db:
        told = [
            [row.segment for row in segments(db, rules=path).table("segments").rows]
            for path in (rules["Big"], rules["Small"], None)
        ]
    assert told == [["Big"], ["Small"], ["Unknown"]]
