export default definePageConfig({
  navigationBarTitleText: '议事会会议',
  enablePageMeta: true,
  enablePullDownRefresh: true,
  enableShareAppMessage: true,
})
