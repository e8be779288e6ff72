import { render, screen } from '@testing-library/react'
import { Picture } from './picture.weapp'

test('in WeChat a picture fills its place, and one that is to be read is shown whole', () => {
  render(
    <>
      <Picture src="a.jpg" alt="封面" />
      <Picture src="b.jpg" alt="证件照片" whole />
    </>,
  )
  expect(screen.getByRole('img', { name: '封面' }).dataset['mode']).toBe('aspectFill')
  expect(screen.getByRole('img', { name: '证件照片' }).dataset['mode']).toBe('widthFix')
})
