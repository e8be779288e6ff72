import type { FileView } from '@linli/shared/files/files.schema'
import { render, screen } from '@testing-library/react'
import { openFile } from '@/platform/open-file'
import { calls } from '../../../test/stubs/taro'
import { Attachments } from './attachments'

jest.mock('@/platform/open-file', () => ({ openFile: jest.fn(() => Promise.resolve(true)) }))

const file = (id: string, kind: FileView['kind']): FileView => ({
  id,
  kind,
  name: id,
  mime: kind === 'image' ? 'image/jpeg' : 'application/pdf',
  bytes: 2048,
  urls: { view: `/files/${id}` },
})
const files = [file('plan', 'document'), file('gate', 'image'), file('pump', 'image')]

beforeEach(() => {
  calls.length = 0
  jest.mocked(openFile).mockClear()
})

test('a picture opens among the notice’s pictures, since WeChat’s viewer takes documents only', () => {
  render(<Attachments files={files} />)
  screen.getByText('pump').click()
  expect(openFile).not.toHaveBeenCalled()
  expect(calls).toEqual([
    { name: 'previewImage', options: { urls: ['/files/gate', '/files/pump'], current: '/files/pump' } },
  ])
})

test('a document opens in the viewer', () => {
  render(<Attachments files={files} />)
  screen.getByText('plan').click()
  expect(openFile).toHaveBeenCalledWith('/files/plan')
  expect(calls).toEqual([])
})
