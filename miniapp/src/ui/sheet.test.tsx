import { act, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { ConfirmSheet } from './confirm-sheet'
import { Sheet } from './sheet'

function Asking({ onConfirm }: { readonly onConfirm: () => void }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        发布
      </button>
      <ConfirmSheet
        open={open}
        question="发给 412 户吗"
        act="发给 412 户"
        onConfirm={onConfirm}
        onCancel={() => setOpen(false)}
      />
    </>
  )
}

function openSheet(onConfirm = () => undefined) {
  render(<Asking onConfirm={onConfirm} />)
  const opener = screen.getByRole('button', { name: '发布' })
  act(() => opener.focus())
  fireEvent.click(opener)
  return { opener, dialog: screen.getByRole('dialog', { name: '发给 412 户吗' }) }
}

test('an opened sheet is a named modal dialog and holds the focus', () => {
  const { dialog } = openSheet()
  expect(dialog.getAttribute('aria-modal')).toBe('true')
  expect(dialog.contains(document.activeElement)).toBe(true)
})

test('what one agrees to is read out with the question, a form is not', () => {
  const { rerender } = render(
    <ConfirmSheet
      open
      question="发给 412 户吗"
      consequence="发出后不能收回"
      act="发给 412 户"
      onConfirm={() => undefined}
      onCancel={() => undefined}
    />,
  )
  const described = () =>
    document.getElementById(screen.getByRole('dialog').getAttribute('aria-describedby') ?? '')?.textContent
  expect(described()).toBe('发出后不能收回')
  rerender(
    <Sheet open title="退回" onClose={() => undefined}>
      <textarea />
    </Sheet>,
  )
  expect(described()).toBeUndefined()
})

test('a sheet without an act of its own has a button that closes it, others are closed by their acts', () => {
  const close = jest.fn()
  const { rerender } = render(
    <Sheet open title="看哪个社区" onClose={close}>
      青禾社区
    </Sheet>,
  )
  fireEvent.click(screen.getByRole('button', { name: '关闭' }))
  expect(close).toHaveBeenCalledTimes(1)
  rerender(<Sheet open title="退回" onClose={close} acts={<button type="button">再想想</button>} />)
  expect(screen.queryByRole('button', { name: '关闭' })).toBeNull()
})

test('Tab stays inside the sheet in both directions', () => {
  const { dialog } = openSheet()
  const cancel = screen.getByRole('button', { name: '再想想' })
  const confirm = screen.getByRole('button', { name: '发给 412 户' })
  act(() => confirm.focus())
  fireEvent.keyDown(dialog, { key: 'Tab' })
  expect(document.activeElement).toBe(cancel)
  fireEvent.keyDown(dialog, { key: 'Tab', shiftKey: true })
  expect(document.activeElement).toBe(confirm)
})

test('Esc closes the sheet without acting and gives the focus back', () => {
  const confirmed = jest.fn()
  const { opener, dialog } = openSheet(confirmed)
  fireEvent.keyDown(dialog, { key: 'Escape' })
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(document.activeElement).toBe(opener)
  expect(confirmed).not.toHaveBeenCalled()
})

test('why an act was refused stands beside the acts, outside what scrolls', () => {
  render(
    <Sheet
      open
      title="授权"
      onClose={() => undefined}
      refusal={<p>这个人已经有这个身份了</p>}
      acts={<button>授权</button>}
    >
      <p>一张很长的表</p>
    </Sheet>,
  )
  const said = screen.getByText('这个人已经有这个身份了')
  expect(said.closest('.sheet__body')).toBeNull()
  expect(said.parentElement?.nextElementSibling?.contains(screen.getByRole('button'))).toBe(true)
})
