"""The HTML report of a rehearsal: one file that needs no network, no server and no script to be read.

    results, plans, store ─chapters→ contents ─templates→ text of a file
                           story, texts, matrix, checks, drift, charts

`contents` are values: what is to be shown, with nothing of HTML in it. `page.html.jinja` and what stands beside it make
text of them, and escape all of it. Nothing of a clock or of the machine goes in, so equal rehearsals give equal bytes.
"""
