import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/packs/problem.ts';
import { readScene } from '../../src/packs/scene.ts';

const wrap = (inner: string) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 675">\n${inner}\n</svg>`;

function read(text: string) {
  const problems: Problem[] = [];
  return { svg: readScene({ file: 'scene.svg', text }, problems), problems };
}

describe('a picture of a pack', () => {
  it('is taken where it is shapes and colours alone', () => {
    const inner =
      '<title>A hill</title><defs><linearGradient id="a"><stop offset="0" stop-color="#fff"/></linearGradient></defs><g transform="scale(2)"><path d="M0 0L9 9Z" fill="url(#a)"/></g>';
    expect(read(wrap(inner))).toEqual({ svg: wrap(inner), problems: [] });
    expect(read(`<?xml version="1.0"?>\n${wrap(inner)}`).svg).toBe(wrap(inner));
  });

  it.each([
    ['a script', '<script>alert(1)</script>', '<script> may not stand in a picture'],
    ['an event', '<rect onload="x()"/>', 'onload="…" may not stand in a picture'],
    ['a style', '<rect style="fill:red"/>', 'style="…" may not stand in a picture'],
    ['a picture from elsewhere', '<image href="https://example.org/x.png"/>', '<image> may not stand in a picture'],
    ['a use of something elsewhere', '<use href="#a"/>', '<use> may not stand in a picture'],
    ['an address as a colour', '<rect fill="url(https://example.org/#a)"/>', 'leads out of the picture'],
    ['a file as a colour', '<rect fill="url(file.svg#a)"/>', 'leads out of the picture'],
    ['foreign markup', '<foreignObject><b/></foreignObject>', '<foreignObject> may not stand in a picture'],
    ['an animation', '<animate attributeName="x"/>', '<animate> may not stand in a picture'],
    ['a comment', '<!-- x -->', 'is more than plain SVG has'],
    ['an entity', '<path d="&x;"/>', 'is more than plain SVG has'],
    ['letters', '<g>hello</g>', '"hello" is text, which a card does not draw'],
    ['single quotes', "<path d='M0 0'/>", 'is more than plain SVG has'],
    ['an element that is not closed', '<g>', '</svg> closes nothing'],
  ])('is refused with %s, at its line', (_what, inner, says) => {
    const { svg, problems } = read(wrap(inner));
    expect(svg).toBeUndefined();
    expect(problems).toEqual([
      { file: 'scene.svg', line: inner === '<g>' ? 3 : 2, problem: expect.stringContaining(says), remedy: expect.stringMatching(/\w/) },
    ]);
  });

  it.each([
    ['a document type', '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg viewBox="0 0 1 1"></svg>'],
    ['another namespace', '<svg xmlns="http://example.org" viewBox="0 0 1 1"></svg>'],
    ['no size', '<svg></svg>'],
    ['no inside', '<svg viewBox="0 0 1 1"/>'],
    ['a size that is none', '<svg viewBox="0 0 1200 0"></svg>'],
    ['a size in words', '<svg viewBox="0 0 wide high"></svg>'],
    ['the size of a line', '<svg viewBox="0 0 1200 10"></svg>'],
    ['two pictures', '<svg viewBox="0 0 1 1"></svg><svg viewBox="0 0 1 1"></svg>'],
    ['nothing', ' '],
    ['half of it', '<svg viewBox="0 0 1 1"><g>'],
    ['too much', wrap(`<path d="${'M0 0'.repeat(20_000)}"/>`)],
  ])('is refused with %s', (_what, text) => {
    expect(read(text)).toMatchObject({ svg: undefined, problems: [{ remedy: expect.stringMatching(/\w/) }] });
  });
});
