"""Report packs: folders of YAML that carry a whole report into the record.

`reading` turns files into rows or complaints, `plan` compares the rows with the
record, `apply` writes a plan in one transaction through the record's actions.
"""
