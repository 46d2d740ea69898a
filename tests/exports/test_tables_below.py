"""Totals and further tables of an analytics export are set aside with their reasons, no faults."""

from exports_loading import accounted, lines, opened, put

TOP = "Date,Device category,Sessions"
TOTAL = "a total of the analytics export"
BELOW = "a line of another table below the first"


def reasons(tmp_path, *rows):
    with opened(put(tmp_path, {"ga4.csv": lines(f"# Start date: 20260901\n{TOP}", *rows)})) as book:
        accounted(book)
        assert book.rows.rejected == 0
        return dict(book.rows.reasons), book.notes


def test_a_total_in_the_first_cell_or_without_a_day_is_excluded(tmp_path):
    for total in ("Grand total,,105", ",,105", "Gesamtsumme,,105"):
        found, _ = reasons(tmp_path, "20260901,mobile,105", total)
        assert found == {TOTAL: 1}


def test_a_table_below_is_not_read_though_it_is_as_wide(tmp_path):
    below = ("", "# Start date: 20260901", "Date,Device category,Active users", "20260901,mobile,9")
    found, notes = reasons(tmp_path, "20260901,mobile,105", *below)
    assert found == {BELOW: 2}
    said = "2 lines of further tables stand below the one that is read: export each table alone"
    assert f"ga4.csv: {said}" in notes


def test_a_comment_at_the_end_is_no_table(tmp_path):
    found, notes = reasons(tmp_path, "20260901,mobile,105", "# Totals are approximate")
    assert not found
    assert not [note for note in notes if "below" in note]
