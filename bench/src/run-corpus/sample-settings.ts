/** Settings for the sample media and model, in the forms that elements read. */

export const TRACKER = `%YAML:1.0
TargetManagement:
  maxShadowTrackingAge: 30
DataAssociator:
  dataAssociatorType: 0
`;

export const ANALYTICS = `[property]
enable=1
config-width=1280
config-height=720
osd-mode=2

[roi-filtering-stream-0]
enable=1
roi-Middle=320;180;960;180;960;540;320;540
class-id=-1
`;

export const DEWARPER = `[property]
output-width=640
output-height=360
num-batch-buffers=1

[surface0]
projection-type=4
surface-index=0
width=640
height=360
top-angle=30
bottom-angle=-30
focal-length=300
`;

export const METAMUX = `[property]
enable=1
active-pad=sink_0
pts-tolerance=60000

[user-configs]

[group-0]
`;

export const MESSAGE_CONVERSION = `[sensor0]
enable=1
type=Camera
id=junction
location=45.29;-75.83;48.15
description=Sample
coordinate=5.2;10.1;11.2

[place0]
enable=1
id=0
type=intersection/road
name=Junction
location=30.32;-40.55;100.0
coordinate=1.0;2.0;3.0

[analytics0]
enable=1
id=detections
description=Sample
source=Pipewright
version=1.0
`;

/** Whole frames for the sample model. */
export const PREPROCESS = `[property]
enable=1
target-unique-ids=1
process-on-frame=1
network-input-order=0
network-input-shape=4;3;352;640
processing-width=640
processing-height=352
network-color-format=0
tensor-data-type=0
tensor-name=input_1
scaling-buf-pool-size=6
tensor-buf-pool-size=6
scaling-pool-memory-type=0
scaling-pool-compute-hw=0
scaling-filter=0
maintain-aspect-ratio=0
custom-lib-path=/opt/nvidia/deepstream/deepstream/lib/gst-plugins/libcustom2d_preprocess.so
custom-tensor-preparation-function=CustomTensorPreparation

[user-configs]
pixel-normalization-factor=0.003921568

[group-0]
src-ids=-1
custom-input-transformation-function=CustomAsyncTransformation
process-on-roi=0
`;

/** Of the sample model's tensors. */
export const POSTPROCESS = `property:
  gpu-id: 0
  process-mode: 1
  network-type: 0
  num-detected-classes: 4
  gie-unique-id: 1
  cluster-mode: 2
  output-blob-names: output_cov/Sigmoid;output_bbox/BiasAdd

class-attrs-all:
  pre-cluster-threshold: 0.4
  topk: 60
  nms-iou-threshold: 0.5
`;

/** nvinferserver's for the sample model in a repository; the first looks at frames, others at objects. */
export function serverDetector(number: number, repository: string, labels: string): string {
  const mode = number === 1 ? 'PROCESS_MODE_FULL_FRAME' : 'PROCESS_MODE_CLIP_OBJECTS';
  return `infer_config {
  unique_id: ${number}
  max_batch_size: 4
  backend {
    triton {
      model_name: "traffic_detector"
      version: -1
      model_repo { root: "${repository}" }
    }
  }
  preprocess {
    network_format: IMAGE_FORMAT_RGB
    tensor_order: TENSOR_ORDER_LINEAR
    maintain_aspect_ratio: 0
    normalize { scale_factor: 0.00392156862745098 }
  }
  postprocess {
    labelfile_path: "${labels}"
    detection {
      num_detected_classes: 4
      nms { confidence_threshold: 0.4 iou_threshold: 0.5 topk: 60 }
    }
  }
}
input_control {
  process_mode: ${mode}
}
`;
}
