"""A judged SKU as one flat row."""

from salesops.commands.stock._reorder.answers import Sku
from salesops.commands.stock._reorder.item import Item


def sku(item: Item, *, best: bool) -> Sku:
    """Everything that is known of it."""
    stock, wanted, lead = item.stock, item.wanted, item.lead_time
    return Sku(
        shop=stock.shop or None,
        sku=stock.sku,
        title=stock.title,
        state=item.state,
        supplier=item.supplier,
        order_by=item.order_by,
        overdue_days=item.overdue_days if wanted else None,
        quantity=item.quantity,
        cost=item.cost,
        unit_cost=item.unit_cost,
        pack_size=item.pack_size,
        moq=item.moq,
        on_hand=stock.on_hand,
        committed=stock.committed,
        available=stock.available,
        incoming=item.coming.units,
        incoming_basis=item.coming.basis,
        position=item.position,
        days_counted=wanted.pace_days if wanted else None,
        daily=wanted.pace.mean if wanted else None,
        daily_sd=wanted.sums.sd if wanted else None,
        weeks=wanted.weekly.weeks if wanted else None,
        adi=wanted.weekly.adi if wanted else None,
        cv2=wanted.weekly.cv2 if wanted else None,
        kind=wanted.kind if wanted else None,
        method=wanted.method if wanted else None,
        lead_days=lead.lead.days,
        lead_sd=lead.lead.sd if lead.sd_known else None,
        lead_basis=lead.basis,
        lead_n=lead.n,
        review_days=item.review,
        safety_stock=wanted.safety if wanted else None,
        reorder_point=wanted.reorder_point if wanted else None,
        target=wanted.target if wanted else None,
        runs_out=item.runs_out,
        delivered=item.delivered,
        price=item.price,
        short_units=item.short_units,
        at_risk=item.at_risk,
        chance=item.chance,
        best_seller=best,
        reason=item.reason,
    )
