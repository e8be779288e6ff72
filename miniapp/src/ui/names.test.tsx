import { render } from '@testing-library/react'
import { Names } from './names'

const unbroken = (words: string) => {
  const { container } = render(<Names>{words}</Names>)
  expect(container.textContent).toBe(words)
  return [...container.querySelectorAll('.unbroken')].map(({ textContent }) => textContent)
}

test('a masked name stays in one piece, and what stands around it breaks as it does', () => {
  expect(unbroken('吴**的家')).toEqual(['吴**'])
  expect(unbroken('欧阳**和周*的家')).toEqual(['阳**', '周*'])
  expect(unbroken('我自己家')).toEqual([])
})
