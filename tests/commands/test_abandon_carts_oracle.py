"""abandon-carts against the definition written anew in plain Python, on stores full of ties."""

import random
from datetime import datetime, timedelta

import pytest
from carts_store import carts, store

AS_OF = datetime(2026, 3, 10, 12)  # noqa: DTZ001 - the store's clock has no zone
START = datetime(2025, 12, 10)  # noqa: DTZ001
WEEK, HOUR = timedelta(hours=168), timedelta(hours=1)
MAILS = [*[""] * 12, *(f"m{i}@x.test" for i in range(30))]
PHONES = [*[""] * 12, *(f"+4312345{i:02}" for i in range(20))]
IDS = ["", "", "", "", "", "C1", "C2", "C3", "C9"]


def made(seed):
    """Carts and orders of few people, on the hours of a few weeks: many fall together."""
    dice = random.Random(seed)

    def stamp():
        return AS_OF - timedelta(hours=dice.choice([*[0.5, 1, 2] * 5, *range(6, 1800, 6)]))

    def person():
        return dice.choice(MAILS), dice.choice(PHONES), dice.choice(IDS)

    carts = [
        (f"c{i:03}", stamp(), *person(), dice.choice([None, stamp()]) if i % 9 == 0 else None)
        for i in range(140)
    ]
    orders = [
        (
            f"o{i:03}",
            stamp(),
            *person(),
            AS_OF - HOUR if dice.random() < 0.1 else None,
            f"c{i:03}" if dice.random() < 0.05 else "",
        )
        for i in range(60)
    ]
    return carts, orders


def ties_of(orders, kept):
    """The customer id of each e-mail: as the customers say, else the least that orders tie."""
    found = {}
    for _, _, mail, _, customer, *_ in orders:
        if mail and customer:
            found[mail] = min(customer, found.get(mail, customer))
    return found | kept


def ways(row, tied):
    """Everything the same contact may be known by."""
    _, _, mail, phone, customer, *_ = row
    return {("m", mail), ("p", phone), ("c", customer or tied.get(mail, ""))} - {
        *(("m", ""), ("p", ""), ("c", ""))
    }


def filled(row, kept):
    """A cart that knows a customer but no e-mail takes that customer's."""
    name, at, mail, phone, customer, *rest = row
    mails = {who: mail for mail, who in kept.items()}
    return (name, at, mail or mails.get(customer, ""), phone, customer, *rest)


def outcomes(carts, orders, kept):
    """By the sentences of the definition, each cart against everything else."""
    tied = ties_of(orders, kept)
    own = {order[6] for order in orders}
    # An e-mail that was filled in from the customer id names no other customer.
    known = {c[0]: ways(c, tied) | ways(filled(c, kept), tied) for c in carts}
    done = {c[0] for c in carts if c[5] is not None or c[0] in own}
    left = [c for c in carts if c[0] not in done and any(k in "mp" for k, _ in known[c[0]])]
    ends = [(o[1], ways(o, tied)) for o in orders if o[5] is None]
    ends += [(c[5], known[c[0]]) for c in carts if c[5] is not None]
    found = {}
    for cart in carts:
        name, at = cart[0], cart[1]
        later = [when for when, who in ends if when >= at and who & known[name]]
        ordered = min(later, default=None)
        others = [c[1] for c in left if (c[1], c[0]) > (at, name) and known[c[0]] & known[name]]
        again = min(others, default=None)
        if name in done:
            found[name] = "finished"
        elif cart not in left:
            found[name] = "no contact"
        elif AS_OF - at < HOUR:
            found[name] = "just begun"
        elif again and again - at <= WEEK and not (ordered and ordered < again):
            found[name] = "begun again"
        elif ordered:
            found[name] = "recovered" if ordered - at <= WEEK else "ordered later"
        else:
            found[name] = "lost" if at + WEEK < AS_OF else "open"
    return found


def chance(mature, age):
    """Of the carts that are over and were open at an age, the share that came back after it."""
    still = [d for d in mature if d is None or d > age]
    return len([d for d in still if d is not None]) / len(still)


@pytest.mark.parametrize("seed", [0, 2, 3])
def test_the_definition_in_plain_python(tmp_path, seed):
    begun, placed = made(seed)
    kept = {"m1@x.test": "C1", "m2@x.test": "C9"}
    store(
        tmp_path,
        "\n".join(
            f"{n},{at},{mail},{phone},{who},10,,{done or ''}"
            for n, at, mail, phone, who, done in begun
        ),
        "\n".join(
            f"{n},{at},{mail},{phone},{who},5,{gone or ''},,{of}"
            for n, at, mail, phone, who, gone, of in placed
        ),
        customers="customer_id,email\n" + "\n".join(f"{who},{m}" for m, who in kept.items()),
        salesops="[abandon_carts]\nfew = 5",
    )
    said = carts(tmp_path, "--config", tmp_path / "salesops.toml")
    wanted = outcomes([c for c in begun if c[1] >= START], placed, kept)
    assert dict(said.column("carts", "checkout", "outcome")) == wanted
    assert len(set(wanted.values())) == 8  # every outcome is met, so none is held by luck
    starts = {c[0]: c[1] for c in begun}
    over = ("recovered", "ordered later", "lost")
    each = said.table("carts")
    mature = [
        row["recovered_after_hours"]
        for row in each
        if row["outcome"] in over and starts[row["checkout"]] + WEEK < AS_OF
    ]
    assert said["mature_carts"] == len(mature)
    assert said["recovery_rate"] == sum(d is not None for d in mature) / len(mature)
    for row in said.table("to_contact"):
        if row["checkout"]:
            age = (AS_OF - starts[row["checkout"]]) / HOUR
            assert row["chance"] == pytest.approx(chance(mature, age))
