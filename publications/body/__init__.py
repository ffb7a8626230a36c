"""The pure centre: the text of an article, from any HTML to a published page. No framework, no database, no clock.

One vocabulary of HTML (``vocabulary``) is shared by the editor, the cleaner, the importers and the renderer. A body
is a string in that vocabulary; a note stands inside the body at the place where it is cited, so that there is one
thing to copy, to store, to translate and to restore. Numbers are never stored: they are counted in reading order.

``clean`` turns any HTML into a body; ``notes`` lists the notes of a body; ``render`` makes the published page of it;
``plain`` its bare text; ``script`` tells passages in other scripts; ``defects`` finds what must not be published.
Languages are the site's codes: ``en``, ``zh-hans``, ``zh-hant``.
"""
