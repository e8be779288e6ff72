import { fireEvent, render, screen } from '@testing-library/react'
import { followTaps } from '@/platform/second-tap'
import { Button } from './button'
import { FilterChips } from './filter-chips'
import { InfoList } from './info-list'
import { ListRow } from './list-row'
import { OptionGroup } from './option-group'
import { SegmentedControl } from './segmented-control'
import { Tap as WechatTap } from './tap.weapp'
import { TextField } from './text-field'

test('a busy button says what it is doing and acts no second time', () => {
  const act = jest.fn()
  render(
    <Button busy="正在提交" onTap={act}>
      提交意见
    </Button>,
  )
  fireEvent.click(screen.getByRole('button', { name: '正在提交' }))
  expect(act).not.toHaveBeenCalled()
})

test('what stands in place of a button that has done its work is not pressed by the second tap of a double tap', () => {
  followTaps()
  const withdraw = jest.fn()
  const tap = (element: HTMLElement) => {
    fireEvent.touchEnd(element)
    fireEvent.click(element, { detail: 1 })
  }
  const { rerender } = render(<Button>支持</Button>)
  tap(screen.getByRole('button'))
  rerender(<Button busy="正在记下">支持</Button>)
  rerender(<Button onTap={withdraw}>不再支持</Button>)
  tap(screen.getByRole('button'))
  expect(withdraw).not.toHaveBeenCalled()
  // Of two taps at other places each is meant.
  fireEvent.touchEnd(screen.getByRole('button'))
  fireEvent.click(screen.getByRole('button'), { detail: 1, clientX: 200 })
  expect(withdraw).toHaveBeenCalledTimes(1)
})

test('a row that leads somewhere is a link, named by everything it shows', () => {
  render(
    <ListRow
      title="停水通知"
      meta="需您确认，今天 08:30"
      to="/packages/notices/detail?id=1"
      label="停水通知，需您确认，今天 08:30"
      unread
    />,
  )
  const link = screen.getByRole('link', { name: /^未读，\s?停水通知\s?需您确认，今天 08:30$/ })
  expect(link.getAttribute('href')).toBe('/packages/notices/detail?id=1')
})

test('options are real radios of one group, and a refused one says why', () => {
  const choose = jest.fn()
  render(
    <OptionGroup
      id="wish"
      label="想要的结果"
      chosen={['a']}
      onChange={choose}
      options={[
        { value: 'a', title: '请物业清理' },
        { value: 'b', title: '只反映情况' },
        { value: 'c', title: '上门调解', refused: '绑定房屋后才能选' },
      ]}
    />,
  )
  const radios = screen.getAllByRole<HTMLInputElement>('radio')
  expect(radios.map(({ name, checked, disabled }) => [name, checked, disabled])).toEqual([
    ['wish', true, false],
    ['wish', false, false],
    ['wish', false, true],
  ])
  expect(screen.getByText('绑定房屋后才能选')).toBeTruthy()
  fireEvent.click(screen.getByRole('radio', { name: '只反映情况' }))
  expect(choose).toHaveBeenCalledWith(['b'])
})

test('several chips can be on, and a count is part of the name', () => {
  const change = jest.fn()
  const chips = [
    { value: 'a', label: '停水停电', count: 3 },
    { value: 'b', label: '活动', count: 0 },
  ]
  render(<FilterChips label="类别" chips={chips} chosen={['a']} onChange={change} multiple />)
  expect(screen.getByRole('button', { name: '停水停电，3 条' }).getAttribute('aria-pressed')).toBe('true')
  fireEvent.click(screen.getByRole('button', { name: '活动，0 条' }))
  expect(change).toHaveBeenCalledWith(['a', 'b'])
})

test('arrow keys move a choice round and only the chosen one is in the Tab order', () => {
  const change = jest.fn()
  const segments = [
    { value: '1', label: '标准' },
    { value: '2', label: '大' },
  ]
  render(<SegmentedControl label="字号" segments={segments} value="2" onChange={change} />)
  const [first, second] = screen.getAllByRole('radio')
  expect([first?.tabIndex, second?.tabIndex]).toEqual([-1, 0])
  fireEvent.keyDown(screen.getByRole('radiogroup', { name: '字号' }), { key: 'ArrowRight' })
  expect(change).toHaveBeenCalledWith('1')
})

test('a field’s error is tied to its input, and long text always shows how much is left', () => {
  render(
    <TextField
      id="text"
      label="说一说"
      value="灯坏了"
      onChange={() => undefined}
      lines={3}
      maxLength={500}
      error="至少写 5 个字"
    />,
  )
  const input = screen.getByLabelText('说一说')
  expect(input.getAttribute('aria-invalid')).toBe('true')
  expect(document.getElementById(input.getAttribute('aria-describedby') ?? '')?.textContent).toContain(
    '至少写 5 个字',
  )
  expect(screen.getByText('3 / 500')).toBeTruthy()
})

test('in WeChat a disabled control is announced as such and does nothing', () => {
  const act = jest.fn()
  render(
    <WechatTap role="switch" checked disabled label="隐去姓名" onTap={act}>
      开关
    </WechatTap>,
  )
  const control = screen.getByRole('switch', { name: '隐去姓名' })
  fireEvent.click(control)
  expect(act).not.toHaveBeenCalled()
  expect([control.getAttribute('aria-disabled'), control.getAttribute('aria-checked')]).toEqual([
    'true',
    'true',
  ])
})

test('a figure the server stopped counting says that there are more', () => {
  render(
    <FilterChips
      label="看哪些"
      chosen={[]}
      onChange={() => undefined}
      chips={[
        { value: 'open', label: '办理中', count: 499 },
        { value: 'done', label: '已办结', count: 500 },
      ]}
    />,
  )
  expect(screen.getByText('499')).toBeDefined()
  expect(screen.getByText('500+')).toBeDefined()
})

test('a masked name among facts is held together, and a number with stars is left as it is', () => {
  const facts = [
    { name: '共有', value: '还有 周**、王*，合起来算这一票' },
    { name: '手机', value: '138****0001' },
  ]
  render(<InfoList facts={facts} />)
  expect(screen.getAllByText(/^\S\*+$/).map(({ textContent }) => textContent)).toEqual(['周**', '王*'])
  expect(screen.getByText('138****0001').tagName).toBe('DD')
})
