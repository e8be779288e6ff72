export default definePageConfig({
  navigationBarTitleText: '门口签到码',
  enablePageMeta: true,
  enablePullDownRefresh: true,
})
