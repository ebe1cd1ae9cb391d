# deals.xlsx: лист с доказательствами.
sheet-evidence = Доказательства
column-list = Список
column-speaks = Говорит
column-shows = Что это показывает
column-who = Кто
column-where = Где это
column-when = Когда
speaks-for = за
speaks-against = против
