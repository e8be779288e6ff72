import type { FileView } from '@linli/shared/files/files.schema'
import { act, renderHook } from '@testing-library/react'
import { onlineManager } from '@tanstack/react-query'
import { dropFile, keepFile, keptFiles } from './kept-files'
import { NetworkError } from './network-error'
import type { UploadRequest } from './photos.types'
import { startUpload } from './upload'
import { useUploads } from './use-uploads'

jest.mock('./upload')
jest.mock('./kept-files')
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
  jest.mocked(keptFiles).mockResolvedValue([])
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

test('what was lost with the network goes on when it is back, what was refused does not', async () => {
  const { result } = renderHook(() => useUploads('opinion_photo', 9))
  await settle(() => result.current.add([photo('a'), photo('b')]))
  await settle(() => onlineManager.setOnline(false))
  await settle(() => running[0]?.fail(new NetworkError('offline')))
  await settle(() => running[1]?.fail(new Error('refused')))
  expect(result.current.failed).toBe(2)
  await settle(() => onlineManager.setOnline(true))
  expect(running.map(({ request }) => request.file.name)).toEqual(['a', 'b', 'a'])
  expect(running[2]?.request.key).toBe(running[0]?.request.key)
  expect(result.current.failed).toBe(1)
})

test('nine photos outlive the app: those that had not arrived are sent again under their keys, none twice', async () => {
  const kept = new Map<string, Parameters<typeof keepFile>[2]>()
  jest.mocked(keepFile).mockImplementation((_place, id, one) => Promise.resolve(void kept.set(id, one)))
  jest.mocked(dropFile).mockImplementation((_place, id) => Promise.resolve(void kept.delete(id)))
  jest
    .mocked(keptFiles)
    .mockImplementation(() => Promise.resolve([...kept].map(([id, one]) => ({ id, file: one }))))
  const first = renderHook(() => useUploads('opinion_photo', 9, [], 'form'))
  await settle(() => first.result.current.add([...'abcdefghi'].map(photo)))
  await settle(() => running[0]?.finish(file('fil_a')))
  // The answer for b is known to the server, and the app ends before it is written down here.
  const b = running[1]?.request.key ?? ''
  first.unmount()
  expect(kept.size).toBe(8)
  running.length = 0
  const again = renderHook(() => useUploads('opinion_photo', 9, [file('fil_a'), file('fil_b')], 'form'))
  await settle(() => {})
  expect(again.result.current.items).toHaveLength(10)
  expect(running.map(({ request }) => request.key)[0]).toBe(b)
  for (let sent = 0; sent < 8; sent += 1)
    await settle(() => running[sent]?.finish(file(sent === 0 ? 'fil_b' : `fil_${sent}`)))
  expect(again.result.current.fileIds).toHaveLength(9)
  expect(new Set(again.result.current.fileIds).size).toBe(9)
  expect(kept.size).toBe(0)
})
