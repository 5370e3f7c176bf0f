"""The words of the card; what is in braces is filled in by `card`."""

TEXT = """# Model card: {facts[name]}

The classifier that `feelingit predict` answers with. It looks at one face, 48x48 grey pixels, and
gives the probability of each of seven emotions as people name them from a picture: angry, disgust,
fear, happy, neutral, sad, surprise.

| | |
| --- | --- |
| architecture | `compact` (`feelingit.models.compact`) |
| size | {facts[parameters]:,} weights, {facts[multiply_adds]:,} multiply-adds a face |
| file | ONNX, eight-bit weights and activations, {facts[bytes]:,} bytes |
| trained on | {facts[trained_on]} |
| fingerprint of the training faces | `{facts[data][fingerprint]}` |
| training | {facts[epochs]} epochs, each face bare and covered in each |
| licence | code and weights MIT; the faces are not part of the package, see below |
| made again by | `{command}` |

## How well it does

On the {facts[tested_faces]:,} validation faces of FER2013 (its `PublicTest` rows), each looked at
once. In brackets, 95 % intervals (bootstrap over groups of copies). *Without copies* leaves out the
faces that have an identical copy among the training faces: the fairer figure. *Mirrored as well*
averages the answers to a face and to its mirror image, which takes twice the time. The calibration
error is the expected difference between how sure the model says it is and how often it is right,
with 15 bins of equal width.

FER2013's own test faces (`PrivateTest`) were never used. The validation faces were looked at while
the recipe was made, and the calibration was fitted to them.

{aimed}

### Calibration

The logits are divided by a temperature ({facts[temperature]:.3f}) and get a bias for each emotion
(Alexandari et al. 2020), the same for all conditions. *Cross-fitted*: fitted to half of the faces
and judged on the other half, both ways, in float32; the honest figures of what calibration does.

{calibration}

### How often each emotion is found (recall)

{recall}

### Under other coverings

As drawn by this package (`feelingit coverings`). The same kinds of coverings were worn by training
faces, so these are figures for coverings that the model has learnt with.

{coverings}

## When to believe it

`--threshold P` (in Python: `threshold=P`) leaves the emotion out where the model is less sure than
P. {advised} is advised: it is the least of these thresholds above which {wanted} of the bare faces
that are answered are answered as labelled.

{threshold}

## What eight bits cost

{precision}

## What it learnt from

FER2013 (Goodfellow et al. 2013) are pictures that a search engine gave for words for emotions and
that people then sorted. Its labels are noisy: the majority of ten people asked again (FER+, Barsoum
et al. 2016) gives the same label for 63 % of the pictures, from 92 % for happy to 13 % for fear.
An accuracy of some 70 % is therefore near to what such labels allow, and being right here means
answering as the label says, not as the person felt. Half of each training face's target is
the label that such votes usually go with. Pictures that half of the ten people found without a face
were left out. Copies of pictures were not.

Who the people are is not recorded: neither age, nor sex, nor skin colour, nor country. What was
found by a search engine in 2013 over-represents the young, the famous, the posed and the western.
How accuracy differs between groups of people has not been measured, and should be, on faces that
say so, before anything depends on it.

## What it is for

Studying what a machine reads from a face and what a covering takes away; describing large
collections of pictures and videos on average; teaching; prototypes.

## What it is not for

An expression is not a feeling: people scowl without being angry and are angry without a scowl
(Barrett et al. 2019). Do not decide about a person by it: not about work, school, care, insurance,
credit, policing, borders, or whether somebody tells the truth. Where the law of the European Union
holds, inferring emotions at work and in education is forbidden but for medical or safety reasons
(Regulation (EU) 2024/1689, article 5(1)(f)). Do not use it on people who have not agreed to it.

## Limits

- Faces from the front, some 40 pixels wide or more, framed as the package frames them. It is less
  sure of faces that are turned away, dark, or small; results carry a note where they are.
- With nose and mouth hidden it guesses often: see the recall of each emotion above before using
  answers about masked faces. Fear and disgust are found least.
- The confidence is calibrated on average over FER2013's faces. On other pictures it will be off;
  `feelingit.evaluation.temperature` fits it to your own labelled faces.
- One answer is about one moment. Averages over a video or a collection are far steadier.
"""
