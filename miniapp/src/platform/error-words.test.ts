import { ApiError } from './api-error'
import { wordsOf } from './error-words'

const wrong = (...paths: string[]): ApiError =>
  new ApiError({
    ...{
      type: 'urn:linli:problem:validation_failed',
      title: 'Wrong',
      status: 400,
      code: 'validation_failed',
    },
    ...{ detail: '有 1 处要改', requestId: 'req_1' },
    errors: paths.map((path) => ({ path, message: '格式不对' })),
  })

test('an address whose id is none is told as a page that is not there, a wrong field as it is', () => {
  expect(wordsOf(wrong('params.id'))).toEqual({
    ...{ what: '没有找到这一页要看的内容', next: '地址可能不完整，请返回上一页再打开' },
    retry: false,
  })
  expect(wordsOf(wrong('params.id', 'body.text')).what).toBe('有 1 处要改')
  expect(wordsOf(wrong()).what).toBe('有 1 处要改')
})
