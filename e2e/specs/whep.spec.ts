/** Live video for other programs: a page that plays a pad of a run by WHEP. */
import { expect, test } from '../support/test.ts';

test('a WHEP player shows the video of a pad, and ends its session', async ({ editor, page }) => {
  await page.getByTestId('run').click();
  await expect(editor.runState).toHaveText(/Playing/);

  const played = await page.evaluate(async () => {
    const runs: { id: string; state: string }[] = await (await fetch('/api/v1/runs')).json();
    const run = runs.find(({ state }) => state === 'playing');
    const peer = new RTCPeerConnection();
    peer.addTransceiver('audio', { direction: 'recvonly' });
    peer.addTransceiver('video', { direction: 'recvonly' });
    const video = document.createElement('video');
    video.muted = true;
    document.body.append(video);
    peer.addEventListener('track', ({ streams, track }) => {
      if (track.kind !== 'video') return;
      video.srcObject = streams[0] ?? new MediaStream([track]);
      void video.play();
    });
    await peer.setLocalDescription();
    await new Promise<void>((resolve) => {
      const look = () => peer.iceGatheringState === 'complete' && resolve();
      peer.addEventListener('icegatheringstatechange', look);
      look();
    });
    const response = await fetch(`/api/v1/runs/${run?.id}/whep/tiler.src?maxWidth=640`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/sdp' },
      body: peer.localDescription?.sdp ?? '',
    });
    const location = response.headers.get('Location') ?? '';
    await peer.setRemoteDescription({ type: 'answer', sdp: await response.text() });
    let numFrames = 0;
    await new Promise<void>((resolve) => {
      const count = () => {
        numFrames += 1;
        if (numFrames === 10) resolve();
        else video.requestVideoFrameCallback(count);
      };
      video.requestVideoFrameCallback(count);
    });
    const ends = [
      (await fetch(location, { method: 'DELETE' })).status,
      (await fetch(location, { method: 'DELETE' })).status,
    ];
    peer.close();
    return { status: response.status, numFrames, width: video.videoWidth, ends };
  });
  expect(played).toEqual({ status: 201, numFrames: 10, width: 640, ends: [204, 404] });
});
