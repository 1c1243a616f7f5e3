/** readXml(): documents in, the text at each path or a SyntaxError out. */
import { assertEquals, assertThrows } from "../deps.ts";
import { readXml } from "../../src/credentials/xml.ts";
import { strict } from "./recorded.ts";

Deno.test("readXml() gives the text of each element without children by its path", strict, () => {
  const text = `\ufeff<?xml version="1.0" encoding="UTF-8"?>
  <!-- a <comment> -->
  <a xmlns="https://sts.amazonaws.com/doc/2011-06-15/" other='x > y'>
    <b>one</b><b>two</b>
    <c><d>&lt;&amp;&gt;&quot;&apos;&#65;&#x1F600;</d><e/><f ></f ></c>
    <g><![CDATA[<not & markup>]]> and text</g>
    <?target data?>
  </a>
  `;
  assertEquals([...readXml(text)], [
    ["a/b", "one"],
    ["a/c/d", "<&>\"'A\u{1F600}"],
    ["a/c/e", ""],
    ["a/c/f", ""],
    ["a/g", "<not & markup> and text"],
  ]);
});

Deno.test("readXml() refuses what is not well-formed", strict, () => {
  const bad = [
    "",
    "   ",
    "text",
    "<a>",
    "<a><b></a></b>",
    "</a>",
    "<a></a><b></b>",
    "<a></a>text",
    "<a>&</a>",
    "<a>&unknown;</a>",
    "<a>&#x110000;</a>",
    "<a>&amp</a>",
    "<a b=c></a>",
    "<a <b></a>",
    "<a>< /a>",
    "<html><br></html>",
    "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
    "<![CDATA[x]]>",
    "{}",
  ];
  for (const text of bad) assertThrows(() => readXml(text), SyntaxError, "Cannot read XML", text);
});

Deno.test("readXml() survives every cut and every changed byte of a reply", strict, () => {
  const text = `<r><e a="b"><c>x&amp;y</c><![CDATA[z]]></e><!-- n --></r>`;
  const attempt = (changed: string): void => {
    try {
      readXml(changed);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  };
  for (let at = 0; at < text.length; at++) {
    assertThrows(() => readXml(text.slice(0, at)), SyntaxError);
    for (const put of ["<", ">", "&", "/", "x", '"', "]"]) attempt(text.slice(0, at) + put + text.slice(at + 1));
  }
});

Deno.test("readXml() takes time in proportion to what it reads", strict, () => {
  const start = performance.now();
  for (
    const text of ["<a ".repeat(100_000), "<a>".repeat(100_000), `<a ${" ".repeat(200_000)}`, "<!--".repeat(50_000)]
  ) {
    assertThrows(() => readXml(text), SyntaxError);
  }
  assertEquals(performance.now() - start < 5000, true);
});
