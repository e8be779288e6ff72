import { render, screen } from '@testing-library/react'
import type { UploadItem } from '@/platform/use-uploads'
import { ClipField } from './clip-field'

const sent = (url: string): UploadItem => ({ id: 'one', name: 'one', url, state: 'done', progress: 1 })
const show = (url: string) =>
  render(
    <ClipField
      id="voice"
      uploads={{ items: [sent(url)], retry: () => undefined, remove: () => undefined }}
      offer={null}
      name="语音，12 秒"
      player={(clip, name) => `${name}：${clip.url}`}
      drop="不要这段语音"
      note=""
      error={undefined}
    />,
  )

test('what was made on this visit plays', () => {
  show('blob:here')
  expect(screen.getByText('语音，12 秒：blob:here')).toBeTruthy()
})

test('what was sent before says so, since its signed address runs out', () => {
  show('/api/v1/files/one?until=1')
  expect(screen.getByText('语音，12 秒，已经传好')).toBeTruthy()
  expect(screen.getByText('不要这段语音')).toBeTruthy()
})
