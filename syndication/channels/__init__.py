"""What leaves the house when an item does: pings, webhooks, prepared posts. Each channel writes its rows in the
transaction that makes the item live (`announcing`) and asks the gate again when it sends one (`holding`)."""
