export default definePageConfig({
  navigationBarTitleText: '从意见到落实',
  enablePageMeta: true,
  enablePullDownRefresh: true,
})
