"""A list of segments beside the shop: what is one, what is none, and whose segment it states."""

import pytest
from exports_loading import accounted, lines, opened, put, rows

LISTED = "SELECT customer, segment, source_file, source_row FROM customer_segments ORDER BY ALL"


@pytest.mark.parametrize(
    "header",
    [
        "Email,Segment",
        "customer_id,segment",
        "customer_id,email,segment",
        "shop_id,customer_id,segment",
        "customer,segment",
        "Customer,E-Mail,Customer Group,Since,Note",
        "client_id,name,customer_type,revenue",
        "email,group",
    ],
)
def test_a_bare_list_is_known(tmp_path, header):
    put(tmp_path, {"a.csv": lines(header, ",".join("x" for _ in header.split(",")))})
    with opened(tmp_path) as book:
        assert book.sources[0].source == "customer_segments"
        assert rows(book, "SELECT DISTINCT customer FROM customer_segments") == [("x",)]


@pytest.mark.parametrize(
    ("header", "table"),
    [
        ("customer_id,email,segment,name", "customers"),
        ("customer_id,segment,tags", "customers"),
        ("customer_id,email,segment,name,country,orders_source", "customers"),
        ("First Name,Last Name,Email,Total Spent,Total Orders,Segment", "customers"),
        ("order_id,email,segment,total", "orders"),
        ("order_id,customer_id,email,segment", "orders"),
        ("order_id,date,sku,quantity,price,customer_id,email,segment", "order_lines"),
        ("line_id,order_id,sku,qty,unit_price", "order_lines"),
        ("sku,type,group", None),
        ("order_id,customer_id,segment,note", None),
        ("date,customer,segment,amount", None),
        ("customer,segment,sku,quantity", None),
        ("period,scope,scope_id,metric,value", "targets"),
    ],
)
def test_what_says_more_or_something_else_is_no_list(tmp_path, header, table):
    text = {"a.csv": lines(header, ",".join("1" for _ in header.split(",")))}
    put(tmp_path, {"list.csv": lines("Email,Segment", "a@x.test,shop"), **text})
    with opened(tmp_path) as book:
        assert {s.source for s in book.sources if s.file == "a.csv"} <= {
            "canonical",
            "order_lines_flat",
            "purchases_flat",
            "shopify_customers",
        }
        assert table is None or table in book.filled
        assert rows(book, LISTED) == [("a@x.test", "shop", "list.csv", "1")]


def test_a_table_of_customers_loses_nothing(tmp_path):
    header = "customer_id,email,name,segment"
    put(tmp_path, {"customers.csv": lines(header, "7,Ann@X.Test,Ann,shop")})
    with opened(tmp_path) as book:
        found = rows(book, "SELECT customer_id, email_norm, name, segment FROM customers")
        assert found == [("7", "ann@x.test", "Ann", "shop")]


def test_a_list_beside_the_customers_displaces_none(tmp_path):
    customers = "First Name,Last Name,Email,Customer ID,Total Spent,Total Orders"
    put(
        tmp_path,
        {
            "customers.csv": lines(customers, "Ann,Lee,ann@x.test,7,10.00,1"),
            "segments.csv": lines("customer_id,email,segment", "7,ann@x.test,shop"),
        },
    )
    with opened(tmp_path) as book:
        assert rows(book, "SELECT name FROM customers") == [("Ann Lee",)]
        assert book.rows.excluded == 0


def test_a_row_with_both_counts_for_each(tmp_path):
    """Orders of one export know the id, those of another only the e-mail."""
    text = lines("customer_id,email,segment", "'7,Ann@X.Test,shop", "8,,DIY", ",bob@x.test,DIY")
    put(tmp_path, {"a.csv": text})
    with opened(tmp_path) as book:
        assert rows(book, LISTED) == [
            ("7", "shop", "a.csv", "1"),
            ("8", "DIY", "a.csv", "2"),
            ("ann@x.test", "shop", "a.csv", "1"),
            ("bob@x.test", "DIY", "a.csv", "3"),
        ]
        accounted(book)


def test_an_e_mail_in_both_columns_is_one_row(tmp_path):
    put(tmp_path, {"a.csv": lines("customer,email,segment", "Ann@x.test,ann@X.test,shop")})
    with opened(tmp_path) as book:
        assert rows(book, LISTED) == [("ann@x.test", "shop", "a.csv", "1")]


def test_the_last_row_of_a_customer_counts(tmp_path):
    text = lines(
        "customer_id,email,segment",
        "7,ann@x.test,DIY",
        "8,bob@x.test,DIY",
        "7,ANN@x.test,shop",
        "8,bob@y.test,shop",
        "8,,",
        ",,shop",
        "',,shop",
    )
    put(tmp_path, {"a.csv": text})
    with opened(tmp_path) as book:
        assert rows(book, LISTED) == [
            ("7", "shop", "a.csv", "3"),
            ("8", "shop", "a.csv", "4"),
            ("ann@x.test", "shop", "a.csv", "3"),
            ("bob@x.test", "DIY", "a.csv", "2"),  # the later row says nothing of this e-mail
            ("bob@y.test", "shop", "a.csv", "4"),
        ]
        assert book.rows.reasons == {
            "a customer listed again below": 1,
            "a customer without a segment": 1,
            "a segment without a customer": 2,
        }
        accounted(book)


def test_of_two_lists_the_newer_counts_key_by_key(tmp_path):
    put(
        tmp_path,
        {
            "a_2025.csv": lines(
                "customer_id,email,segment", "1,ann@x.test,shop", "2,bob@x.test,DIY", "3,,DIY"
            ),
            "b_2026.csv": lines("customer,segment", "1,enthusiast", "2,shop", "BOB@x.test,shop"),
        },
    )
    with opened(tmp_path) as book:
        assert rows(book, LISTED) == [
            ("1", "enthusiast", "b_2026.csv", "1"),
            ("2", "shop", "b_2026.csv", "2"),
            ("3", "DIY", "a_2025.csv", "3"),
            ("ann@x.test", "shop", "a_2025.csv", "1"),
            ("bob@x.test", "shop", "b_2026.csv", "3"),
        ]
        assert book.rows.excluded == 1
        assert "1 rows of customer_segments stand in a newer file too: the newer ones count" in (
            book.notes
        )
        accounted(book)


def test_shops_are_kept_apart(tmp_path):
    text = lines("shop,customer_id,segment", "north,7,shop", "south,7,DIY", ",7,enthusiast")
    put(tmp_path, {"a.csv": text})
    with opened(tmp_path) as book:
        found = rows(book, "SELECT shop_id, segment FROM customer_segments ORDER BY shop_id")
        assert found == [("", "enthusiast"), ("north", "shop"), ("south", "DIY")]
