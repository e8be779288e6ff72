import { linksOf } from './rich-text-links'

test('links are listed once, in order, with their entities read', () => {
  const html =
    '<p>看 <a href="https://a.example/?x=1&amp;y=2" rel="noopener">报<b>告</b></a> 和 <a rel="x" href="https://b.example">附件</a>，<a href="https://a.example/?x=1&amp;y=2">再看</a></p>'
  expect(linksOf(html)).toEqual([
    { href: 'https://a.example/?x=1&y=2', text: '报告' },
    { href: 'https://b.example', text: '附件' },
  ])
})

test('a text without links has none', () => {
  expect(linksOf('<p>href="https://a.example"</p>')).toEqual([])
})
