import { cleanHtml, withImageUrls } from './notice-html'

const fileId = 'fil_1CjnvmPzqQZ8aY3kT5wLxe'

describe('what an attacker sends leaves as harmless text or not at all', () => {
  const attacks = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg onload=alert(1)><circle/></svg>',
    '<a href="javascript:alert(1)">点我</a>',
    '<a href=" jAvAsCrIpT&#58;alert(1)">点我</a>',
    '<a href="//evil.example/x">点我</a>',
    '<a href="data:text/html,<script>alert(1)</script>">点我</a>',
    '<iframe src="https://evil.example"></iframe>',
    '<p style="position:fixed;top:0" onclick="alert(1)">整页</p>',
    '<img src="https://evil.example/pixel.png">',
    '<img src="https://evil.example/?/api/v1/files/fil_1CjnvmPzqQZ8aY3kT5wLxe/view">',
    '<form action="https://evil.example"><input name="phone"><button>提交</button></form>',
    '<style>body{display:none}</style>',
    '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
    '<p title="--><img src=x onerror=alert(1)>">x</p>',
    '<object data="x"></object><embed src="x"><link rel=stylesheet href="//evil.example/a.css"><base href="//evil.example/">',
  ]
  test.each(attacks)('%s', (attack) => {
    const { html } = cleanHtml(attack)
    expect(html).not.toMatch(
      /<(?:script|svg|iframe|form|input|button|style|math|object|embed|link|base|img)|javascript:|data:|href="\/\/|\son\w+=|style=|evil\.example/i,
    )
  })

  it('is clean after cleaning once: a second cleaning changes nothing', () => {
    for (const attack of attacks) {
      const once = cleanHtml(attack).html
      expect(cleanHtml(once).html).toBe(once)
    }
  })
})

describe('what an author writes stays', () => {
  it('keeps the structure of a letter and mends what is not closed', () => {
    const { html } = cleanHtml('<h1>停水</h1><div>一<b>二</div><ul><li>三<table><tr><td colspan="2">四')
    expect(html).toBe(
      '<h2>停水</h2><p>一<b>二</b></p><ul><li>三<table><tr><td colspan="2">四</td></tr></table></li></ul>',
    )
  })

  it('collects links with their words, for the clients that only show them', () => {
    const { links, html } = cleanHtml(
      '<p>见<a href="https://gov.example/a?b=1&amp;c=2">办事<b>指南</b></a>，或打<a href="tel:057100000000">电话</a></p>',
    )
    expect(links).toEqual([
      { text: '办事 指南', url: 'https://gov.example/a?b=1&c=2' },
      { text: '电话', url: 'tel:057100000000' },
    ])
    expect(html).toContain('rel="noopener noreferrer nofollow"')
  })

  it('gives the text alone, without tags and entities', () => {
    expect(cleanHtml('<p>1 &lt; 2 &amp; 3</p><p>完</p>').text).toBe('1 < 2 & 3 完')
  })
})

describe('own images', () => {
  test.each([
    `/api/v1/files/${fileId}/view?e=1795305600&s=Jx0mUq8dWm0Ck2bTn0b9Yg`,
    `https://linli.example/api/v1/files/${fileId}/thumb?e=1&s=2`,
    `linli-file:${fileId}`,
  ])('keep their id and lose their address: %s', (src) => {
    const { html, imageIds } = cleanHtml(`<p><img src="${src}" alt="泵房" width="900"></p>`)
    expect(html).toBe(`<p><img src="linli-file:${fileId}" alt="泵房" /></p>`)
    expect(imageIds).toEqual([fileId])
  })

  it('get a fresh address when they are shown, which cleaning takes off again', () => {
    const { html } = cleanHtml(`<img src="linli-file:${fileId}">`)
    const shown = withImageUrls(html, (id) => `/api/v1/files/${id}/view?e=1&s=2`)
    expect(shown).toBe(`<img src="/api/v1/files/${fileId}/view?e=1&amp;s=2" alt="" />`)
    expect(cleanHtml(shown).html).toBe(html)
  })
})

it('cleans the longest text a notice may have without holding up the process for long', () => {
  const started = process.hrtime.bigint()
  cleanHtml('<p>停水<b>检修</b></p>'.repeat(4_500))
  expect(Number(process.hrtime.bigint() - started) / 1e6).toBeLessThan(2_000)
})
