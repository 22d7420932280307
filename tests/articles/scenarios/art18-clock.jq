# Two laws with limits of their own, the one shorter and the other longer than five working days
# from the designation.
.statutory = [
    {"matter": "0302", "from": "received", "limit": 3, "unit": "workday", "law": "Some Law", "article": "1"},
    {"matter": "0304", "from": "received", "limit": 20, "unit": "workday", "law": "Some Law", "article": "2"}
]
