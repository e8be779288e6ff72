import { fireEvent, render, screen } from '@testing-library/react'
import { blankItem } from './catalogue-draft'
import { CatalogueItem } from './catalogue-item'

const item = {
  ...blankItem({ code: 'sanitation', label: '环境卫生', items: [] }),
  label: '楼道堆物',
}
const keep = jest.fn()
const close = jest.fn()
const open = () =>
  render(<CatalogueItem communityId="nod_a" item={item} organisations={[]} onKeep={keep} onClose={close} />)
const name = () => screen.getByLabelText<HTMLInputElement>('名字')

beforeEach(() => {
  localStorage.clear()
  jest.clearAllMocks()
})

test('what was changed in a second level is there after 再想想, until it is kept or given up', () => {
  const first = open()
  expect(screen.queryByText('放弃')).toBeNull()
  fireEvent.input(name(), { target: { value: '楼道杂物' } })
  fireEvent.click(screen.getByText('再想想'))
  expect(close).toHaveBeenCalled()
  first.unmount()

  const second = open()
  expect(name().value).toBe('楼道杂物')
  fireEvent.click(screen.getByText('放弃'))
  expect(name().value).toBe('楼道堆物')
  fireEvent.input(name(), { target: { value: '楼道堆放' } })
  fireEvent.click(screen.getByText('改好了'))
  expect(keep).toHaveBeenCalledWith({ ...item, label: '楼道堆放' })
  second.unmount()

  open()
  expect(name().value).toBe('楼道堆物')
})
