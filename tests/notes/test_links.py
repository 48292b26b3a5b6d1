"""Wikilinks as real notes write them (`notes-format.md` §4)."""

import pytest

from reader.notes.links import find_links, loose_key, slug


@pytest.mark.parametrize(
    ("text", "target", "heading", "label"),
    [
        ("[[slug | Label]]", "slug", "", "Label"),
        ("[[slug|Label]]", "slug", "", "Label"),
        ("[[slug |Label]]", "slug", "", "Label"),
        ("[[Bayes' theorem]]", "Bayes' theorem", "", "Bayes' theorem"),
        ("[[some_slug]]", "some_slug", "", "some slug"),
        ("[[humanrobot_interaction | ]]", "humanrobot_interaction", "", "humanrobot interaction"),
        ("[[a | b | listener base has grown]]", "a", "", "listener base has grown"),
        ("[[bread#Starch Retrogradation | starch]]", "bread", "Starch Retrogradation", "starch"),
        ("[[bread#Starch]]", "bread", "Starch", "bread › Starch"),
        ("[[#Heading]]", "", "Heading", "Heading"),
        ("[[note.md]]", "note", "", "note"),
        ("[[folder/note_name]]", "folder/note_name", "", "note name"),
        ("[[slug\\|Label]]", "slug", "", "Label"),
        ("[[china | [00:10:08]]]", "china", "", "[00:10:08]"),
        ("[[x | the [old] way]]", "x", "", "the [old] way"),
        ("[[slam_dunk | *Slam Dunk*]]", "slam_dunk", "", "*Slam Dunk*"),
        ("[[Hélène_ünï | ⁨x⁩]]", "Hélène_ünï", "", "⁨x⁩"),
    ],
)
def test_each_form_is_read(text, target, heading, label):
    (link,) = find_links(f"before {text} after")
    assert (link.target, link.heading, link.label, link.embed) == (target, heading, label, False)
    assert f"before {text} after"[link.start : link.end] == text


def test_embeds_are_told_from_links():
    (link,) = find_links("![[chart.png]]")
    assert (link.target, link.embed, link.start) == ("chart.png", True, 0)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[[]]",
        "[[ ]]",
        "[single]",
        "[[unclosed",
        "[[a] b]",
        "[[across\nlines]]",
        "[[00:50:02]]",
        "[[1:02]]",
        "`[[a]]`",
        "```\n[[a]]\n```",
        "``[[a]] ` x``",
    ],
)
def test_what_is_no_link_is_left_alone(text):
    assert find_links(text) == []


def test_broken_links_do_not_swallow_what_follows():
    text = "[[bill | Bill Gates'] astute [[moves | moves]] and [[ [[nested]]"
    assert [link.target for link in find_links(text)] == ["moves", "nested"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Arrest of Timur Ivanov", "arrest_of_timur_ivanov"),
        ("US  China relations", "us__china_relations"),
        ("Etho's co-op, v2.0", "ethos_coop_v20"),
        ("Ünï", "n"),
        ("", ""),
    ],
)
def test_slugs_follow_the_rule_of_real_notes(title, name):
    assert slug(title) == name


def test_the_loose_key_keeps_letters_and_digits_of_any_script():
    assert loose_key("AI – Agents (2.0)") == loose_key("ai_agents20")
    assert loose_key("Привет, мир") == "приветмир"
