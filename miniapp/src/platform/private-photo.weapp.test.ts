import { waitFor } from '@testing-library/react'
import Taro from '../../test/stubs/taro'
import { privatePhoto } from './private-photo.weapp'
import { answerProof } from './second-factor'

const refusal = {
  type: 'urn:linli:problem:second_factor_required',
  ...{ title: 'Prove it', status: 403, detail: '请确认是您本人', code: 'second_factor_required' },
  ...{ requestId: 'req_1', details: { enrolled: true } },
}

/** WeChat keeps what the server answered in a temporary file, whatever the status. */
function downloading(...answers: { readonly statusCode: number; readonly text: string }[]) {
  const kept = new Map<string, string>()
  let asked = 0
  Object.assign(Taro, {
    downloadFile: () => {
      const answer = answers[asked++]
      if (!answer) return Promise.reject(new Error('downloadFile:fail'))
      const tempFilePath = `tmp/${asked}`
      kept.set(tempFilePath, answer.text)
      return Promise.resolve({ statusCode: answer.statusCode, tempFilePath })
    },
    getFileSystemManager: () => ({
      readFileSync: (path: string) => kept.get(path),
      unlink: ({ filePath }: { filePath: string }) => kept.delete(filePath),
    }),
  })
  return { kept, asked: () => asked }
}

test('a photo that asks for the second factor is fetched again once it is proven, and forgotten when closed', async () => {
  const { kept, asked } = downloading(
    { statusCode: 403, text: JSON.stringify(refusal) },
    { statusCode: 200, text: 'the photo' },
  )
  const photo = privatePhoto('/homes/requests/hrq_1/proof')
  await waitFor(() => expect(asked()).toBe(1))
  answerProof(true)
  const { url, forget } = await photo
  expect([...kept]).toEqual([[url, 'the photo']])
  forget()
  expect([...kept]).toEqual([])
})

test('what the server says instead of a photo is told in its words', async () => {
  downloading({
    statusCode: 404,
    text: JSON.stringify({ ...refusal, code: 'not_found', detail: '照片已删除' }),
  })
  await expect(privatePhoto('/x')).rejects.toThrow('照片已删除')
})

test('without an answer it is the network', async () => {
  downloading()
  await expect(privatePhoto('/x')).rejects.toMatchObject({ kind: 'offline' })
})
