export default definePageConfig({
  navigationBarTitleText: '窗口和时间',
  enablePageMeta: true,
  enablePullDownRefresh: true,
})
