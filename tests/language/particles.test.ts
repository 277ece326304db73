import { describe, expect, it } from 'vitest';
import { chooseParticles } from '../../src/language/particles.ts';

describe('a Korean particle', () => {
  it.each([
    // Hangul: by the final consonant; 로 also after ㄹ.
    ['강태(은/는) 왔어요', '강태는 왔어요'],
    ['문영(은/는)', '문영은'],
    ['고문영(이/가)', '고문영이'],
    ['문강태(이/가)', '문강태가'],
    ['책(을/를)', '책을'],
    ['나비(을/를)', '나비를'],
    ['문영(와/과) 강태', '문영과 강태'],
    ['강태(와/과) 문영', '강태와 문영'],
    ['서울(으로/로)', '서울로'],
    ['부산(으로/로)', '부산으로'],
    ['제주(으로/로)', '제주로'],
    ['서울(이에요/예요)', '서울이에요'],
    ['나비(이에요/예요)', '나비예요'],
    ['괜찮은 정신병원(이라는/라는) 곳', '괜찮은 정신병원이라는 곳'],
    ['나비(이라는/라는) 이름', '나비라는 이름'],
    ['문영(이라고/라고)', '문영이라고'],
    ['강태(이나/나) 상태', '강태나 상태'],
    // Numbers, as they are read aloud.
    ['1(은/는) 2(은/는) 3(은/는)', '1은 2는 3은'],
    ['0(으로/로)', '0으로'],
    ['1(으로/로)', '1로'],
    ['6(으로/로)', '6으로'],
    ['7(으로/로)', '7로'],
    ['8(이/가)', '8이'],
    ['9(이/가)', '9가'],
    ['1,000(을/를)', '1,000을'],
    ['7.4%(이에요/예요)', '7.4%예요'],
    // Latin names and words, by how they are usually read.
    ['Kim Soo-hyun(은/는)', 'Kim Soo-hyun은'],
    ['Seo Yea-ji(은/는)', 'Seo Yea-ji는'],
    ['Oh Jung-se(이/가)', 'Oh Jung-se가'],
    ['Moon Sang-tae(와/과)', 'Moon Sang-tae와'],
    ['Kang(은/는)', 'Kang은'],
    ['Park(을/를)', 'Park을'],
    ['Netflix(으로/로)', 'Netflix로'],
    ['Seoul(으로/로)', 'Seoul로'],
    ['Apple(은/는)', 'Apple은'],
    ['Game(이/가)', 'Game이'],
    ['café(을/를)', 'café를'],
    // By letters.
    ['tvN(이/가)', 'tvN이'],
    ['JTBC(이/가)', 'JTBC가'],
    ['SBS(은/는)', 'SBS는'],
    ['OST(을/를)', 'OST를'],
    ['PR(으로/로)', 'PR로'],
    ['NASA(은/는)', 'NASA는'],
  ])('%s → %s', (written, said) => {
    expect(chooseParticles(written)).toBe(said);
  });

  it.each([
    ['**Kang Min-ho**(은/는)', '**Kang Min-ho**는'],
    ['*문영*(은/는)', '*문영*은'],
    ['`나비`(을/를)', '`나비`를'],
    ['“It’s Okay!”(은/는)', '“It’s Okay!”는'],
    ['“문영”(이라는/라는)', '“문영”이라는'],
    ['「괜찮아」(을/를)', '「괜찮아」를'],
    ['《사이코지만 괜찮아》(은/는)', '《사이코지만 괜찮아》는'],
    ['Kang\\*min\\*(은/는)', 'Kang\\*min\\*은'],
    ['[문영](https://example.org/a)(은/는)', '[문영](https://example.org/a)은'],
  ])('looks through marks: %s → %s', (written, said) => {
    expect(chooseParticles(written)).toBe(said);
  });

  it.each([
    ['Ko Moon-young (고문영)(은/는)', 'Ko Moon-young (고문영)은'],
    ['**Park Ji-a** (박지안)(은/는)', '**Park Ji-a** (박지안)은'],
    ['문강태 (Moon Gang-tae, Kim)(은/는)', '문강태 (Moon Gang-tae, Kim)는'],
    ['문영 (작가)(은/는)', '문영 (작가)은'],
    ['나비 (2020)(은/는)', '나비 (2020)는'],
  ])('follows the word and not the note behind it, save where the note says how it is read: %s → %s', (written, said) => {
    expect(chooseParticles(written)).toBe(said);
  });

  it.each([
    ['<@123>(은/는)', '<@123>은(는)'],
    ['<#123>(이/가)', '<#123>이(가)'],
    ['<t:1780000000:R>(을/를)', '<t:1780000000:R>을(를)'],
    ['🦋(와/과)', '🦋와(과)'],
    ['文英(으로/로)', '文英(으)로'],
    ['🦋(이에요/예요)', '🦋(이)에요'],
    ['(은/는)', '은(는)'],
  ])('stays open where nobody can tell: %s → %s', (written, said) => {
    expect(chooseParticles(written)).toBe(said);
  });

  it('tells not even the last sound of what is hidden', () => {
    expect(chooseParticles('||문영||(은/는)')).toBe('||문영||은(는)');
    expect(chooseParticles('||강태||(은/는)')).toBe('||강태||은(는)');
  });

  it('leaves other brackets and strokes alone', () => {
    const text = '1화(첫/끝) · (은는) · https://example.org/은/는 · 은(는)';
    expect(chooseParticles(text)).toBe(text);
  });
});
