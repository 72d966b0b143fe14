"""What the shop sells."""
from __future__ import annotations

import re
from dataclasses import dataclass

SKU = re.compile(r"[A-Za-z0-9._-]{1,64}")


@dataclass(frozen=True)
class Item:
    sku: str
    name: str
    price: int
    currency: str = "EUR"


ITEMS = {item.sku: item for item in (
    Item("tea-green-100", "Green tea, 100 g", 690),
    Item("tea-black-100", "Black tea, 100 g", 590),
    Item("pot-iron", "Cast-iron teapot", 4900),
)}
