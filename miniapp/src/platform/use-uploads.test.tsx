import type { FileView } from '@linli/shared/files/files.schema'
import { act, renderHook } from '@testing-library/react'
import { NetworkError } from './network-error'
import type { UploadRequest } from './photos.types'
import { startUpload } from './upload'
import { useUploads } from './use-uploads'

jest.mock('./upload')
jest.mock('./pick-photos', () => ({ pickPhotos: () => Promise.resolve([]) }))

interface Running {
  readonly request: UploadRequest
  readonly finish: (file: FileView) => void
  readonly fail: (error: Error) => void
  readonly stop: jest.Mock
}
const running: Running[] = []

beforeEach(() => {
  running.length = 0
  jest.mocked(startUpload).mockImplementation((request) => {
    const stop = jest.fn()
    const done = new Promise<FileView>((finish, fail) => running.push({ request, finish, fail, stop }))
    return { done, stop }
  })
})

const photo = (name: string) => ({ url: `blob:${name}`, name, source: new Blob([name]) })
const file = (id: string): FileView => ({
  id,
  kind: 'image',
  name: id,
  mime: 'image/jpeg',
  bytes: 1,
  urls: { view: `/${id}` },
})
const settle = (work: () => void) =>
  act(async () => {
    work()
    await Promise.resolve()
  })

test('two photos are sent at a time, and the order of choosing is the order of the ids', async () => {
  const { result } = renderHook(() => useUploads('opinion_photo', 9))
  await settle(() => result.current.add([photo('a'), photo('b'), photo('c')]))
  expect(running.map(({ request }) => request.file.name)).toEqual(['a', 'b'])
  await settle(() => running[1]?.finish(file('fil_b')))
  expect(running.map(({ request }) => request.file.name)).toEqual(['a', 'b', 'c'])
  await settle(() => running[2]?.finish(file('fil_c')))
  await settle(() => running[0]?.finish(file('fil_a')))
  expect(result.current.fileIds).toEqual(['fil_a', 'fil_b', 'fil_c'])
  expect(result.current.busy).toBe(false)
})

test('a failed photo keeps nothing waiting and is sent again with its own key', async () => {
  const { result } = renderHook(() => useUploads('opinion_photo', 9))
  await settle(() => result.current.add([photo('a')]))
  await settle(() => running[0]?.fail(new NetworkError('offline')))
  expect([result.current.failed, result.current.busy, result.current.fileIds]).toEqual([1, false, []])
  await settle(() => result.current.retry(result.current.items[0]?.id ?? ''))
  expect(running[1]?.request.key).toBe(running[0]?.request.key)
  await settle(() => running[1]?.finish(file('fil_a')))
  expect(result.current.fileIds).toEqual(['fil_a'])
})

test('no more photos are taken than the form allows, and a removed one is stopped', async () => {
  const { result } = renderHook(() => useUploads('opinion_photo', 2))
  await settle(() => result.current.add([photo('a'), photo('b'), photo('c')]))
  expect(result.current.items).toHaveLength(2)
  await settle(() => result.current.remove(result.current.items[0]?.id ?? ''))
  expect(running[0]?.stop).toHaveBeenCalled()
  expect(result.current.items.map(({ name }) => name)).toEqual(['b'])
})

test('leaving the page stops what is still being sent', async () => {
  const { result, unmount } = renderHook(() => useUploads('opinion_photo', 9))
  await settle(() => result.current.add([photo('a')]))
  unmount()
  expect(running[0]?.stop).toHaveBeenCalled()
})
