"""[[alerts]] that are not as they must be: each is refused in a sentence that names it."""

import pytest
from alerts_store import RULE, STEADY, report, shop


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        (RULE + "percentage = 3", "[[alerts]] category-drop 'percentage': did you mean 'percent'?"),
        (RULE.replace("-0.3", '"a third"'), "category-drop percent = 'a third' should be a float"),
        (RULE.replace("-0.3", "0"), "category-drop percent = 0: write -0.3 for a fall by 30 %"),
        (RULE.replace("-0.3", "-30"), "category-drop percent = -30: write -0.3 for a fall by 30 %"),
        (RULE.replace("-0.3", "nan"), "category-drop percent = nan"),
        (RULE.replace("100", "0"), "category-drop size = 0 should be above 0"),
        (RULE.replace("100", "-5"), "category-drop size = -5 should be above 0"),
        (RULE.replace("100", "nan"), "category-drop size = NaN should be above 0"),
        (RULE.replace("100", "inf"), "category-drop size = Infinity should be above 0"),
        (RULE.replace("n = 4", "n = 0"), "category-drop n = 0 should be at least 1 order"),
        (RULE.replace("n = 4", "n = 4.5"), "category-drop n = 4.5 should be a int"),
        (RULE.replace("n = 4", "n = true"), "category-drop n = True should be a int"),
        (RULE.replace("n = 4", ""), "[[alerts]] category-drop lacks n"),
        (RULE.replace('name = "category-drop"', ""), "[[alerts]] 1 lacks name"),
        (
            RULE.replace("category-drop", "Café, 1"),
            "name = 'Café, 1' should be as in category-drop",
        ),
        (RULE.replace('"category"', '"categories"'), "by = 'categories', did you mean 'category'?"),
        (RULE + 'measure = "profit"', "measure = 'profit', there are net_sales, orders, units"),
        (RULE + 'versus = "prev-wek"', "versus = 'prev-wek', did you mean 'prev-week'?"),
        (RULE + 'level = "info"', "level = 'info', there are warning, error"),
        (RULE + 'cooldown = "a week"', "category-drop cooldown = 'a week' should be as in"),
        (RULE + 'cooldown = "0h"', "cooldown = '0h': the least is '1d'"),
        (RULE + RULE, "two [[alerts]] are called 'category-drop'"),
        ("[alerts]\nname = 'x'", "alerts are a list: begin each with [[alerts]]"),
        ("alerts = [3]", "alerts are a list: begin each with [[alerts]]"),
        ("[[alert]]\nname = 'x'", "unknown key 'alert': did you mean 'alerts'?"),
    ],
)
def test_refused(tmp_path, rules, told):
    code, out, err = report(shop(tmp_path, *STEADY, rules=rules))
    assert (code, out) == (2, "")
    assert told in err
    assert "salesops.toml" in err
