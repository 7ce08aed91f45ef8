"""The demo: invented people and invented money, made through the services, so that they obey the law.

`people` invents names and numbers, `offices` opens stations and gives posts, `residents` sends intake files, `claims`
carries matters to every state, `money` pays what is due up to last month, `units` logs enterprises with their insurance,
`jobs` records who works where, `visits` walks rounds, `shown` publishes grants, `story` tells all of it in order.
"""
