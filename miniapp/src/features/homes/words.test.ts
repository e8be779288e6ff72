import { homeRequestSchemas } from '@linli/shared/homes/home-requests.schema'
import type { MyRequestView } from '@linli/shared/homes/home-requests.schema'
import { failedRequest, requestLine, waitingRequest } from './words'

const request = (more: Partial<MyRequestView>): MyRequestView => ({
  ...(homeRequestSchemas.request.examples.response as MyRequestView),
  ...more,
})
const now = new Date('2026-11-23T04:00:00.000Z')

test('who waits for the office is told since when; who is asked for more reads what to do at once', () => {
  expect(requestLine(request({}), now)).toMatch(/^今天 10:10 提交，社区最晚/)
  const asked = request({ status: 'needs_more', sentence: '社区要您补充' })
  expect(requestLine(asked, now)).toBe('社区要您补充')
})

test('a refusal is told until another request is sent, and one about a child is not taken for it', () => {
  const refused = request({ id: 'hrq_a', status: 'refused' })
  expect(failedRequest([refused])).toBe(refused)
  expect(failedRequest([request({ id: 'hrq_b', subject: 'child', status: 'submitted' }), refused])).toBe(
    refused,
  )
  const again = [request({ id: 'hrq_c' }), refused]
  expect(failedRequest(again)).toBeUndefined()
  expect(waitingRequest(again)?.id).toBe('hrq_c')
  expect(failedRequest([request({ status: 'withdrawn' }), refused])).toBeUndefined()
  expect(failedRequest([])).toBeUndefined()
})
