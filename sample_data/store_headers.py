"""The columns of each export, as the vendor writes them."""

ORDERS = (
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,"
    "Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,"
    "Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,"
    "Lineitem sku,Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,"
    "Billing Name,Billing Street,Billing Address1,Billing Address2,Billing Company,"
    "Billing City,Billing Zip,Billing Province,Billing Country,Billing Phone,Shipping Name,"
    "Shipping Street,Shipping Address1,Shipping Address2,Shipping Company,Shipping City,"
    "Shipping Zip,Shipping Province,Shipping Country,Shipping Phone,Notes,Note Attributes,"
    "Cancelled at,Payment Method,Payment Reference,Refunded Amount,Vendor,"
    "Outstanding Balance,Employee,Location,Device ID,Id,Tags,Risk Level,Source,"
    "Lineitem discount,Tax 1 Name,Tax 1 Value,Tax 2 Name,Tax 2 Value,Tax 3 Name,Tax 3 Value,"
    "Tax 4 Name,Tax 4 Value,Tax 5 Name,Tax 5 Value,Phone,Receipt Number,Duties,"
    "Billing Province Name,Shipping Province Name,Payment ID,Payment Terms Name,"
    "Next Payment Due At,Payment References"
).split(",")
TRANSACTIONS = (
    "Order,Transaction ID,Kind,Processed at,Amount,Currency,Status,Gateway,Card Type".split(",")
)
PRODUCTS = (
    "Handle,Title,Body (HTML),Vendor,Product Category,Type,Tags,Published,Option1 Name,"
    "Option1 Value,Option2 Name,Option2 Value,Option3 Name,Option3 Value,Variant SKU,"
    "Variant Grams,Variant Inventory Tracker,Variant Inventory Policy,"
    "Variant Fulfillment Service,Variant Price,Variant Compare At Price,"
    "Variant Requires Shipping,Variant Taxable,Variant Barcode,Image Src,Image Position,"
    "Image Alt Text,Gift Card,SEO Title,SEO Description,Variant Image,Variant Weight Unit,"
    "Cost per item,Status"
).split(",")
INVENTORY = (
    "Handle,Title,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Option3 Name,"
    "Option3 Value,SKU,HS Code,COO,Location,Bin name,Incoming (not editable),"
    "Unavailable (not editable),Committed (not editable),Available (not editable),"
    "On hand (current),On hand (new)"
).split(",")
CUSTOMERS = (
    "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,"
    "Default Address Address1,Default Address Address2,Default Address City,"
    "Default Address Province Code,Default Address Country Code,Default Address Zip,"
    "Default Address Phone,Phone,Accepts SMS Marketing,Total Spent,Total Orders,Note,"
    "Tax Exempt,Tags"
).split(",")
SEGMENTS = "Email,Segment".split(",")
TARGETS = "period,scope,metric,value".split(",")
SPEND = "Day,Channel,Campaign,Cost,Clicks,Impressions,Currency".split(",")
CAMPAIGNS = "campaign,kind,channel,starts,ends,code,category,budget,currency".split(",")
MEMBERS = "campaign,email,group,sent_at".split(",")
STOCK = "date,sku,location,on_hand,available".split(",")
SUPPLY = "sku,supplier,lead_time_days,lead_time_sd,pack_size,moq,unit_cost,review_days".split(",")
PURCHASES = (
    "po_number,sku,supplier,order_date,expected_date,received_date,quantity_ordered,"
    "quantity_received,unit_cost,currency"
).split(",")
PARCELS = (
    "fulfillment_id,order_number,created_at,shipped_at,delivered_at,status,carrier,tracking_number"
).split(",")
CARTS = (
    "Id,Email,Phone,Created at,Updated at,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,"
    "Discount Amount,Accepts Marketing,Accepts SMS Marketing,Email Sent at,Lineitem quantity,"
    "Lineitem name,Lineitem price,Lineitem sku,Billing Name,Billing City,Billing Province,"
    "Billing Country,Abandoned Checkout URL"
).split(",")
_VISITS = (
    "Sessions,Engaged sessions,Active users,Add to carts,Checkouts,Ecommerce purchases,"
    "Total revenue"
).split(",")
PAGE_VISITS = ["Date", "Landing page", "Session default channel group", *_VISITS]
DEVICE_VISITS = ["Date", "Device category", *_VISITS]
CHANNEL_VISITS = ["Date", "Session default channel group", *_VISITS]
ITEMS = (
    "Date,Item name,Item ID,Item category,Items viewed,Items added to cart,Items checked out,"
    "Items purchased,Item revenue"
).split(",")
SEARCH = "Date,Query,Page,Clicks,Impressions,CTR,Position".split(",")
