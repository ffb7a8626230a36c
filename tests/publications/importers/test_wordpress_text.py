"""What texts of WordPress, in the shapes that its versions and plugins write, become."""

import pytest

from publications.importers import ImportRefused, wordpress, wordpress_names, wordpress_text
from publications.importers.draft import Draft
from tests.wordpress import SITE, make_export, make_item

MARKED = '<sup data-fn="{0}" class="fn"><a href="#{0}" id="{0}-link">{1}</a></sup>'
UPLOADED = f"{SITE}/wp-content/uploads/2019/05"


@pytest.fixture
def draft_of(tmp_path):
    """Reads the draft of the first text of an export that is made of it and of further items."""

    def read(content: str, *others: str, **facts: object) -> Draft:
        file = tmp_path / "export.xml"
        file.write_text(make_export(make_item(content, **facts), *others))
        item = next(wordpress.read_items([file]))
        return wordpress_text.read(item, wordpress_names.read_names([file]))

    return read


def notes(draft: Draft) -> list[str]:
    return [note.text for note in draft.notes]


def told(draft: Draft) -> str:
    return "\n".join(f"{each.severity}: {each.message} {each.where}" for each in draft.findings)


@pytest.mark.parametrize(
    ("written", "body"),
    [
        ("One\nand on.\n\nTwo.", "<p>One<br>and on.</p><p>Two.</p>"),
        ("One.\r\n&nbsp;\r\n　　二。", "<p>One.</p><p>二。</p>"),
        ("One.\n<h3>Head</h3>\nTwo.", "<p>One.</p><h2>Head</h2><p>Two.</p>"),
        ("One.\n\n<!--more-->\nTwo.\n<!--nextpage-->\nThree.", "<p>One.</p><p>Two.</p><p>Three.</p>"),
        (
            "<blockquote>One.\n\nTwo.</blockquote>\nThree.",
            "<blockquote><p>One.</p><p>Two.</p></blockquote><p>Three.</p>",
        ),
        (
            "Of these:\n<ul>\n\t<li>one</li>\n</ul>\nAnd on.",
            "<p>Of these:</p><ul><li>one</li></ul><p>And on.</p>",
        ),
        ("<p>A verse\nof two lines.</p>", "<p>A verse<br>of two lines.</p>"),
        ("<pre>a\n\nb</pre>", "<p>a<br><br>b</p>"),
        ("<strong>One</strong> begins.", "<p><strong>One</strong> begins.</p>"),
    ],
)
def test_paragraphs_are_parted_as_wordpress_parts_them(draft_of, written, body):
    assert draft_of(written).body == body


@pytest.mark.parametrize("written", ["One.</div>\n\nTwo.", "One.</p></div><div>Two.", "<div>One.\n\n<b>Two."])
def test_elements_that_do_not_fit_together_lose_nothing(draft_of, written):
    assert draft_of(written).paragraphs == ["One.", "Two."]


def test_a_text_that_is_nested_without_end_is_refused(draft_of):
    with pytest.raises(ImportRefused, match="nested too deeply"):
        draft_of("<div>" * 3000 + "Quay.")


@pytest.mark.parametrize(
    "written",
    [
        "Silt.[ref]Oak 2014.[/ref]",
        "Silt.[efn_note]Oak 2014.[/efn_note]",
        "Silt.[mfn]Oak 2014.[/mfn]",
        "Silt. [modern_footnote]Oak 2014.[/modern_footnote]",
        "Silt. [note]<p>Oak 2014.</p>[/note]",
        "Silt.[footnote]Oak 2014.[/footnote]\n\n[footnotes]",
        "Silt. ((Oak 2014.))",
        "Silt [1. Oak 2014.].",
        '<p>Silt<sup class="easy-footnote-margin-adjust" id="easy-footnote-1-7"></sup><span class="easy-footnote">'
        '<a href="#easy-footnote-bottom-1-7" title="Oak 2014."><sup>1</sup></a></span>.</p><ol class='
        '"easy-footnotes-wrapper"><li class="easy-footnote-single" id="easy-footnote-bottom-1-7"><span class='
        '"easy-footnote-margin-adjust"></span>Oak 2014.<a class="easy-footnote-to-top" href="#easy-footnote-1-7"></a>'
        "</li></ol>",
        'Silt.<a href="#_ftn1" name="_ftnref1">[1]</a>\n\n<a href="#_ftnref1" name="_ftn1">[1]</a> Oak 2014.',
        f'Silt.<sup><a href="{SITE}/x/#_ftn1" name="_ftnref1">1</a></sup>\n<hr />\n'
        '<a href="#_ftnref1" name="_ftn1"><sup>1</sup></a> Oak 2014.',
        "Silt.[1]\n\n[1] Oak 2014.",
        "Silt.<sup>1</sup>\n\n<strong>Notes</strong>\n\n1. Oak 2014.",
        "Silt.<sup>1</sup>\n\n<h3>References</h3>\n<ol>\n<li>Oak 2014.</li>\n</ol>",
        "Silt.<sup>1</sup>\n\n<hr />\n\n<sup>1</sup> Oak 2014.",
    ],
)
def test_notes_of_every_kind_stand_at_their_markers(draft_of, written):
    draft = draft_of(written)
    assert (notes(draft), draft.paragraphs) == (["Oak 2014."], ["Silt."])


def test_lines_of_one_paragraph_are_notes_each(draft_of):
    draft = draft_of(
        'A<a href="#_ftn1" name="_ftnref1">[1]</a> b<a href="#_ftn2" name="_ftnref2">[2]</a>\n\n'
        '<a href="#_ftnref1" name="_ftn1">[1]</a> One.\n<a href="#_ftnref2" name="_ftn2">[2]</a> Two.'
    )
    assert notes(draft) == ["One.", "Two."]


def test_a_note_of_two_paragraphs_stays_whole(draft_of):
    draft = draft_of("Silt.[efn_note]One.\n\nTwo.[/efn_note] Stone.")
    assert ">One.<br>Two.</span>" in draft.body
    assert draft.paragraphs == ["Silt. Stone."]


def test_a_note_with_a_name_is_cited_again(draft_of):
    draft = draft_of('Silt[ref name="oak"]Oak.[/ref] and stone[ref name="oak" /].\n\n[reflist]')
    key = draft.notes[0].key
    assert draft.body == (
        f'<p>Silt<span data-footnote="{key}">Oak.</span> and stone<span data-footnote-ref="{key}"></span>.</p>'
    )


def test_double_brackets_cite_an_earlier_note_again(draft_of):
    draft = draft_of("Silt ((Oak 2014.)), stone ((Elm 2015.)), and both ((ref:1)).")
    assert notes(draft) == ["Oak 2014.", "Elm 2015."]
    assert f'and both<span data-footnote-ref="{draft.notes[0].key}"></span>.' in draft.body


def test_brackets_in_a_note_are_part_of_it(draft_of):
    draft = draft_of("Silt ((Oak.)).[efn_note]A ((see Elm)) and [1. Ash] too.[/efn_note]")
    assert notes(draft) == ["Oak.", "A ((see Elm)) and [1. Ash] too."]


def test_brackets_that_do_not_count_from_one_are_no_notes(draft_of):
    written = "Of the list [3. Stone] the last."
    assert draft_of(written).paragraphs == [written]


def test_roman_numbers_of_notes_are_no_shortcodes(draft_of):
    draft = draft_of(
        '<p>Silt<a href="#_edn1" name="_ednref1">[i]</a>, stone<a href="#_edn2" name="_ednref2">[ii]</a>.</p>'
        '<p><a href="#_ednref1" name="_edn1">[i]</a> Oak.</p><p><a href="#_ednref2" name="_edn2">[ii]</a> Elm.</p>'
    )
    assert (notes(draft), told(draft)) == (["Oak.", "Elm."], "")


def test_program_code_holds_no_notes(draft_of):
    draft = draft_of("<pre><code>if ((here)) { go ((there)) }</code></pre>")
    assert notes(draft) == []
    assert "((there))" in draft.body


def test_a_marker_without_note_and_a_note_without_marker_stay_and_are_told(draft_of):
    draft = draft_of(
        f"<!-- wp:paragraph --><p>Silt{MARKED.format('gone', 1)}.</p><!-- /wp:paragraph -->",
        meta={"footnotes": '[{"id": "left", "content": "Oak <em>2014</em>."}]'},
    )
    assert "error: A marker has no note. gone" in told(draft)
    assert "warning: A note has no marker in the text; it stays as text at the end. Oak 2014." in told(draft)
    assert draft.body.endswith("<p>Oak <em>2014</em>.</p>")
    assert ">[1]</span>" in draft.body


def test_notes_that_cannot_be_read_are_told_in_full(draft_of):
    draft = draft_of(
        f"<p>Silt{MARKED.format('a', 1)}.</p>", meta={"footnotes": '[{"id": "a", "content": "Oak'}
    )
    assert (
        'error: The notes that WordPress keeps beside the text cannot be read: [{"id": "a", "content": "Oak'
        in told(draft)
    )


def test_raised_figures_without_a_list_are_told(draft_of):
    draft = draft_of("Silt<sup>1</sup> and stone<sup>2</sup>.")
    assert "Raised figures look like markers, but no list of notes was found; they stay as text." in told(
        draft
    )
    assert told(draft_of("An area of 5 km<sup>2</sup>.")) == ""


def test_blocks_become_what_they_hold(draft_of):
    draft = draft_of(
        '<!-- wp:pullquote -->\n<figure class="wp-block-pullquote"><blockquote><p>Silt.</p><cite>Oak</cite>'
        "</blockquote></figure>\n<!-- /wp:pullquote -->\n\n"
        '<!-- wp:columns -->\n<div class="wp-block-columns"><!-- wp:column -->\n<div class="wp-block-column">'
        "<!-- wp:paragraph --><p>Left.</p><!-- /wp:paragraph --></div>\n<!-- /wp:column --></div>\n"
        "<!-- /wp:columns -->\n\n"
        '<!-- wp:table -->\n<figure class="wp-block-table"><table><tbody><tr><td>1</td></tr></tbody></table>'
        "<figcaption>Of ships</figcaption></figure>\n<!-- /wp:table -->\n\n"
        '<!-- wp:embed {"url":"https://film.example/1"} -->\n<figure class="wp-block-embed"><div>\n'
        "https://film.example/1\n</div></figure>\n<!-- /wp:embed -->\n\n"
        f'<!-- wp:file {{"id":9}} -->\n<div class="wp-block-file"><a href="{UPLOADED}/a.pdf">Report</a>'
        f'<a href="{UPLOADED}/a.pdf" class="wp-block-file__button" download>Download</a></div>\n<!-- /wp:file -->\n\n'
        '<!-- wp:verse -->\n<pre class="wp-block-verse">one\ntwo</pre>\n<!-- /wp:verse -->'
    )
    assert draft.blocks == [
        "<blockquote><p>Silt.</p><p><em>Oak</em></p></blockquote>",
        "<p>Left.</p>",
        "<table><caption>Of ships</caption><tbody><tr><td>1</td></tr></tbody></table>",
        '<p><a href="https://film.example/1">https://film.example/1</a></p>',
        f'<p><a href="{UPLOADED}/a.pdf">Report</a></p>',
        "<p>one<br>two</p>",
    ]


def test_what_stands_around_a_page_is_part_of_a_post(draft_of):
    draft = draft_of(
        "<aside><p>Boxed.</p></aside>\n<article><p>Inner.</p></article>\n<footer>Thanks.</footer>"
    )
    assert draft.paragraphs == ["Boxed.", "Inner.", "Thanks."]


def test_a_block_that_several_texts_share_is_read_where_it_is_shown(draft_of):
    shared = make_item(
        "<!-- wp:paragraph --><p>About us.</p><!-- /wp:paragraph -->", number=7, kind="wp_block"
    )
    draft = draft_of('<!-- wp:block {"ref":7} /--><!-- wp:block {"ref":8} /-->', shared)
    assert draft.paragraphs == ["About us."]
    assert 'warning: The block “block” has no text in the file and was left out. {"ref":8}' in told(draft)


def test_a_block_without_text_is_told_with_what_was_typed_into_it(draft_of):
    draft = draft_of('<p>Silt.</p><!-- wp:acf/box {"data":{"text":"Stone."}} /--><!-- wp:footnotes /-->')
    assert told(draft) == (
        'warning: The block “acf/box” has no text in the file and was left out. {"data":{"text":"Stone."}}'
    )


def test_words_in_brackets_are_no_shortcodes(draft_of):
    assert told(draft_of("“[The government] was wrong [sic], [emphasis added].”")) == ""


@pytest.mark.parametrize("written", ["[toc]", '[chart id="7"]', "[box]Ships.[/box]", "[su_divider]"])
def test_an_unknown_shortcode_stays_and_is_told(draft_of, written):
    draft = draft_of(f"One.\n\n{written}\n\nTwo.")
    assert "is not known; it stays as text." in told(draft)
    assert draft.paragraphs[1] == written


@pytest.mark.parametrize(
    "written",
    [
        '[vc_row][vc_column width="1/2"][vc_column_text]\n\nSilt.\n\n[/vc_column_text][/vc_column][/vc_row]',
        '[et_pb_section fb_built="1"][et_pb_row][et_pb_text]<p>Silt.</p>[/et_pb_text][/et_pb_row][/et_pb_section]',
        "[fusion_builder_container][fusion_builder_row][fusion_text]Silt.[/fusion_text][/fusion_builder_row]",
    ],
)
def test_rows_and_columns_of_page_builders_go_and_their_text_stays(draft_of, written):
    draft = draft_of(written)
    assert draft.body == "<p>Silt.</p>"
    assert told(draft).strip() == (
        "notice: The rows and columns of a page builder were left out; their text stays."
    )


def make_picture(number: int, name: str, **facts: object) -> str:
    return make_item(
        kind="attachment",
        status="inherit",
        number=number,
        title="",
        meta={"_wp_attached_file": name},
        **facts,
    )


def test_a_gallery_without_numbers_shows_what_was_uploaded_for_its_text(draft_of):
    draft = draft_of(
        "Ships:\n\n[gallery]",
        make_picture(8, "2019/05/a.png", parent=1),
        make_picture(9, "2019/05/b.png", parent=2),
    )
    assert [image.name for image in draft.images] == ["2019/05/a.png"]


def test_a_gallery_of_which_the_file_knows_nothing_is_told(draft_of):
    draft = draft_of('Ships:\n\n[gallery ids="998,999"]')
    assert "warning: A gallery shows pictures of which the file knows nothing: 998, 999" in told(draft)


@pytest.mark.parametrize(
    ("address", "attached", "name"),
    [
        (f"{UPLOADED}/a-300x200.png", "2019/05/a.png", "2019/05/a.png"),
        (f"{UPLOADED}/a-300x200.png", "2019/05/a-scaled.png", "2019/05/a-scaled.png"),
        (f"{SITE}/wp-content/uploads/sites/3/2019/05/a.png", "2019/05/a.png", "2019/05/a.png"),
        ("https://i0.wp.com/old.example/wp-content/uploads/2019/05/a.png?resize=3", "x", "2019/05/a.png"),
        ("https://harbour.files.wordpress.com/2019/05/a.png?w=300", "x", "2019/05/a.png"),
        ("/wp-content/uploads/2019/05/%E6%B8%AF.png", "x", "2019/05/港.png"),
    ],
)
def test_a_picture_is_its_original_wherever_the_old_site_kept_it(draft_of, address, attached, name):
    draft = draft_of(
        f'<p><img src="{address}" srcset="{address} 300w" alt="A"></p>', make_picture(8, attached)
    )
    assert [image.name for image in draft.images] == [name]


def test_pictures_of_a_gallery_keep_their_own_words(draft_of):
    draft = draft_of(
        '<!-- wp:gallery --><figure class="wp-block-gallery has-nested-images"><!-- wp:image -->'
        f'<figure class="wp-block-image"><img src="{UPLOADED}/a.png" alt="A"/><figcaption>Of a</figcaption></figure>'
        f'<!-- /wp:image --><figure class="wp-block-image"><img src="{UPLOADED}/b.png" alt="B"/></figure>'
        "<figcaption>Both</figcaption></figure><!-- /wp:gallery -->"
    )
    assert draft.blocks == [
        '<figure><img src="draft:0" alt="A"><figcaption>Of a</figcaption></figure>',
        '<figure><img src="draft:1" alt="B"></figure>',
        "<p>Both</p>",
    ]


@pytest.mark.parametrize(
    "written",
    [
        "[embed]https://film.example/a.mp4[/embed]",
        '[video width="640" height="360" mp4="https://film.example/a.mp4"][/video]',
        "[audio src='https://film.example/a.mp4']",
    ],
)
def test_films_and_recordings_are_links(draft_of, written):
    draft = draft_of(f"One.\n\n{written}")
    assert draft.blocks[1] == '<p><a href="https://film.example/a.mp4">https://film.example/a.mp4</a></p>'
    assert told(draft) == ""


def test_scripts_of_other_sites_are_told(draft_of):
    draft = draft_of('<p>Silt.</p><script src="https://charts.example/embed.js"></script>')
    assert "warning: A script was left out, with whatever it shows: a chart, a map, a form." in told(draft)
    assert "https://charts.example/embed.js" in told(draft)


@pytest.mark.parametrize(
    "address",
    [
        "/wp-content/uploads/a.pdf",
        "//old.example/wp-content/uploads/a.pdf",
        f" {SITE}/wp-content/uploads/a.pdf ",
    ],
)
def test_a_file_of_the_old_site_is_linked_in_full(draft_of, address):
    assert f'href="{SITE}/wp-content/uploads/a.pdf"' in draft_of(f'See <a href="{address}">it</a>.').body


def test_links_within_the_old_site_that_are_no_files_stay(draft_of):
    assert 'href="/about/"' in draft_of('See <a href="/about/">us</a>.').body


@pytest.mark.parametrize(
    "written",
    [
        '<a href="{0}">The report</a><a href="{0}" class="wp-block-file__button" download>Download</a>',
        '<a href="/2019/05/report/">The report</a><a href="{0}" class="wp-block-file__button" download>Download</a>',
        '<object class="wp-block-file__embed" data="{0}" type="application/pdf" aria-label="Embed of it"></object>'
        '<a href="{0}">The report</a>',
    ],
)
def test_a_block_with_a_file_is_one_link_to_the_file(draft_of, written):
    file = f"{UPLOADED}/a.pdf"
    draft = draft_of(
        f'<!-- wp:file {{"id":8,"href":"{file}"}} --><div class="wp-block-file">{written.format(file)}</div>'
        "<!-- /wp:file -->"
    )
    assert draft.body == f'<p><a href="{file}">The report</a></p>'
    assert told(draft) == ""


@pytest.mark.parametrize(
    "written",
    [
        '<iframe src="{0}" width="600"></iframe>',
        '<object data="{0}" type="application/pdf"><embed src="{0}"></object>',
        '<figure class="wp-block-audio"><audio controls src="{0}"></audio></figure>',
        '<!-- wp:file --><div class="wp-block-file"><object data="{0}"></object></div><!-- /wp:file -->',
        '[pdf-embedder url="{0}" width="600"]',
        '[gview file="{0}"]',
        "[embeddoc url={0} download=all]",
    ],
)
def test_a_document_that_was_shown_within_the_page_is_a_link_to_it(draft_of, written):
    file = f"{UPLOADED}/a.pdf"
    draft = draft_of(f"One.\n\n{written.format(file)}\n\nTwo.")
    assert draft.blocks == ["<p>One.</p>", f'<p><a href="{file}">a.pdf</a></p>', "<p>Two.</p>"]
    assert told(draft) == ""


def test_a_picture_that_leads_to_a_document_has_the_link_below_it(draft_of):
    draft = draft_of(
        f'<figure class="wp-block-image"><a href="{UPLOADED}/%E6%B8%AF.pdf"><img src="{UPLOADED}/a.png" alt="A"/></a>'
        "<figcaption>The cover</figcaption></figure>"
    )
    assert draft.blocks == [
        '<figure><img src="draft:0" alt="A"><figcaption>The cover</figcaption></figure>',
        f'<p><a href="{UPLOADED}/%E6%B8%AF.pdf">港.pdf</a></p>',
    ]
