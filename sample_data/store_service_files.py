"""What the help desk and the surveys export."""

from collections.abc import Iterable, Iterator

from store_clock import stamp
from store_csv import Row, yes
from store_order_files import order_name
from store_surveys import Survey
from store_tickets import Ticket

TICKETS = (
    "ticket_id,created_at,first_agent_reply_at,last_agent_reply_at,last_customer_message_at,"
    "solved_at,status,priority,channel,requester_email,requester_name,order_number,assignee,csat,"
    "rated_at,subject,tags,reopens,from_agent,spam"
).split(",")
SURVEYS = "response_id,sent_at,answered_at,nps,email,order_number,channel,comment".split(",")
_FIRST_TICKET, _FIRST_SURVEY, _SURVEY_STEP = 50_210, 880_000, 17


def ticket_rows(found: Iterable[Ticket]) -> Iterator[Row]:
    """Yield the tickets, oldest first, numbered as they came in."""
    ordered = sorted(found, key=lambda ticket: (ticket.opened, ticket.subject))
    for number, ticket in enumerate(ordered, start=_FIRST_TICKET):
        yield _moments(ticket) | {
            "ticket_id": str(number),
            "status": ticket.status,
            "priority": ticket.priority,
            "channel": ticket.channel,
            "requester_email": ticket.person.email if ticket.person else "",
            "requester_name": ticket.person.name if ticket.person else "",
            "order_number": order_name(ticket.order) if ticket.order else "",
            "assignee": ticket.agent,
            "csat": str(ticket.rating or ""),
            "subject": ticket.subject,
            "tags": ticket.tags,
            "reopens": str(ticket.reopens),
            "from_agent": yes(ticket.from_agent),
            "spam": yes(ticket.spam),
        }


def _moments(ticket: Ticket) -> Row:
    return {
        "created_at": stamp(ticket.opened),
        "first_agent_reply_at": stamp(ticket.replied),
        "last_agent_reply_at": stamp(ticket.answered),
        "last_customer_message_at": stamp(ticket.wrote),
        "solved_at": stamp(ticket.solved),
        "rated_at": stamp(ticket.rated),
    }


def survey_rows(found: Iterable[Survey]) -> Iterator[Row]:
    """Yield one row for each person asked, as they were asked."""
    for number, survey in enumerate(found):
        order = survey.parcel.order
        yield {
            "response_id": str(_FIRST_SURVEY + number * _SURVEY_STEP),
            "sent_at": stamp(survey.sent),
            "answered_at": stamp(survey.answered),
            "nps": str(survey.score) if survey.answered else "",
            "email": order.person.email if order.person else "",
            "order_number": order_name(order),
            "channel": survey.channel,
            "comment": survey.comment,
        }
