"""Every threshold that decides how two files are near-duplicates; nowhere else stands one.

A comment says in brackets the unit and the smallest step that means anything, then what the
number decides. Each section says what its numbers were chosen on and which module of
``bench/`` measures them. Each number has a pair in ``tests/duplicates/boundaries``: data just
inside and just outside. The table in ``docs/duplicates.md`` is made from here
(``python -m bench.duplicates_rules``).

Numbers that say how something is measured (a window, a blur, the rounds of a search) or which
pairs are worth comparing stand where that is done: they decide no relation by themselves.
"""

from typing import Final

# == Whole pictures, by perceptual hash ==
# Chosen on: 15.4 million pairs of unrelated photographs, none of which came closer.
# Measured by: duplicates_recall

#: [bits of 256 ± 1] Two whole photographs are near up to this distance.
NEAR: Final = 48
#: [bits of 256 ± 1] The same where one or both are rectangles cut out of a picture.
NEAR_TRIMMED: Final = 48
#: [bits of 256 ± 1] And up to here when their small grey pictures agree as well.
NEAR_CONFIRMED: Final = 80
#: [correlation ± 0.01] How well these must agree then.
CONFIRMED: Final = 0.9
#: [bits of 256 ± 1] Paper, screens and other pictures of mostly one tone are near up to here.
NEAR_TEXT: Final = 10
#: [share ± 0.01] A rectangle that covers less of its picture is a part of it.
MOSTLY: Final = 0.6
#: [share ± 0.01] More of a picture than this around a rectangle is a border.
BORDER: Final = 0.02
#: [share ± 0.01] So much of both videos' frames, found again, makes them one video.
SAME_VIDEO: Final = 0.6

# == One picture in another, by matched points ==
# Chosen on: 56 photographs altered in 39 ways, and strangers among them.
# Measured by: duplicates_recall

#: [share ± 0.01] A point matches that is so much nearer than the second best.
MATCH_CLEAR: Final = 0.82
#: [bits of 256 ± 1] And at most so far.
MATCH_FARTHEST: Final = 72
#: [points ± 1] One mapping must explain so many closely.
POINTS: Final = 10
#: [points ± 1] Or so many loosely, where a camera moved between two shots.
POINTS_LOOSE: Final = 14
#: [points ± 1] Loosely is tried from so many on that fit closely.
POINTS_HOPEFUL: Final = 7
#: [points ± 1] So many are plenty: rectangles around them may then agree by themselves.
POINTS_PLENTY: Final = 30
#: [times ± 0.01] A mapping shrinks nothing further than to this,
STRETCH_LEAST: Final = 0.05
#: [times ± 0.1] enlarges nothing more,
STRETCH_MOST: Final = 20.0
#: [times ± 0.1] and stretches one way at most so much more than the other.
STRETCH_ASPECT: Final = 2.2
#: [share ± 0.01] Matched points must spread over so much of a picture to be looked at.
SPREAD_LEAST: Final = 0.02
#: [share ± 0.01] Over less than this they are crowded together.
SPREAD: Final = 0.1
#: [correlation ± 0.01] The pixels under the mapping must agree so well.
AGREEMENT: Final = 0.55
#: [correlation ± 0.01] So well where the points are crowded together.
AGREEMENT_CROWDED: Final = 0.9
#: [correlation ± 0.01] Or so well between the matched points alone,
AGREEMENT_BETWEEN: Final = 0.7
#: [share ± 0.01] which must then span so much of a picture.
SPREAD_BETWEEN: Final = 0.2
#: [share ± 0.01] When each shows so much of the other, both are the whole picture.
BOTH_WHOLE: Final = 0.85
#: [degrees ± 0.1] Turns up to here are within what measuring allows.
STRAIGHT: Final = 1.5

# == Two shots of one scene ==
# Chosen on: bursts of hand-held cameras, copies of 56 photographs in 39 ways.
# Measured by: duplicates_scenes, duplicates_recall

#: [bits of 256 ± 1] Hashes this close leave no room for two shots, mirrored or turned.
SHOT_SURELY_ONE: Final = 24
#: [bits of 256 ± 1] The same for pictures as they stand.
SHOT_SURELY_STILL: Final = 4
#: [share ± 0.01] Points spread over so much of a picture speak of a scene by themselves.
SPREAD_SCENE: Final = 0.04
#: [degrees ± 0.1] A copy's edges may seem turned so far, besides what measuring allows.
SHOT_TURNED: Final = 0.3
#: [pixels ± 0.1] Up to this typical error of points nothing moved against anything.
SHOT_MOVED: Final = 1.1
#: [pixels ± 0.1] The same where one holds the other whole: coarse pixels, bent screens.
SHOT_MOVED_WHOLE: Final = 1.7
#: [share ± 0.001] So much of one in the other is all of it.
SHOT_WHOLE: Final = 0.985
#: [share ± 0.01] A picture that covers less of the other is framed by it.
SHOT_FRAMED: Final = 0.6
#: [points ± 1] So many must say that a framed picture is askew (a photo of a screen),
SHOT_ENOUGH: Final = 30
#: [share ± 0.01] unless it covers less than this.
SHOT_SMALL: Final = 0.3
#: [share ± 0.01] From so much of each in the other on, a strip that each shows alone counts.
SHOT_MOSTLY_BOTH: Final = 0.85
#: [errors ± 0.1] A turn of so many times its error is real.
SHOT_SURELY_TURNED: Final = 4.0
#: [errors ± 0.1] So is a strip that each shows alone.
SHOT_SURELY_SHIFTED: Final = 4.0
#: [times chance ± 0.1] And a bend that explains the points so much better than chance.
SHOT_SURELY_BENT: Final = 5.0
#: [pixels ± 0.01] Below this error points agree to the pixel: a few were moved by a change.
SHOT_TO_THE_PIXEL: Final = 0.45
#: [bits of 256 ± 1] Points that differ in fewer are of one taking.
SHOT_ONE_TAKING: Final = 16
#: [share ± 0.01] Two crops of one photograph show less of each other than this,
SHOT_NOT_CUT: Final = 0.96
#: [errors ± 0.1] have turned less than this,
SHOT_CUT_TURNED: Final = 2.5
#: [times chance ± 0.1] bent less,
SHOT_CUT_BENT: Final = 2.5
#: [correlation ± 0.001] and agree so well.
SHOT_CUT_ALIKE: Final = 0.99
#: [share ± 0.001] What lies so near to its place lies over it exactly, or about the middle.
SHOT_IN_PLACE: Final = 0.01
#: [points ± 1] Of a camera at rest so many points must be off all over,
SHOT_ALL_OVER: Final = 120
#: [pixels ± 0.01] by so much,
SHOT_AT_ALL: Final = 0.3
#: [bits of 256 ± 1] differ so far,
SHOT_OTHER_POINTS: Final = 18
#: [bits of 256 ± 1] and the hashes so far.
SHOT_ANOTHER_PICTURE: Final = 10
#: [errors ± 0.1] A measured turn is excused up to so many errors of it,
SHOT_ERRORS: Final = 6.0
#: [degrees ± 0.1] up to this at most,
SHOT_EXCUSED: Final = 0.9
#: [degrees ± 0.1] or this, where each shows what the other does not.
SHOT_EXCUSED_BESIDE: Final = 0.4
#: [times ± 0.001] One way may be stretched against the other so far by measuring.
SHOT_UNSTRETCHED: Final = 1.012
#: [degrees ± 0.1] No hand turns a camera so far and leaves the middle where it was:
SHOT_FAR: Final = 3.0
#: [pixels ± 0.1] points of a picture turned by an editor may be off so far then.
SHOT_MOVED_FAR: Final = 1.5
#: [share ± 0.01] A turn about the middle zooms less than this.
SHOT_UNSCALED: Final = 0.02
#: [share ± 0.01] A camera that turned aside zooms less than this.
SHOT_UNZOOMED: Final = 0.03

# == One thing in two pictures ==
# Chosen on: banners, posts and collages drawn into photographs.
# Measured by: duplicates_prints, duplicates_scenes

#: [points ± 1] Matched points that give the plane on which the thing lies.
SHARED_POINTS: Final = 8
#: [share ± 0.01] It stands elsewhere when it moved by so much of a picture,
SHARED_ELSEWHERE: Final = 0.2
#: [share ± 0.01] and far elsewhere when by this.
SHARED_FAR: Final = 0.4
#: [windows ± 1] So many windows around it must differ,
SHARED_WINDOWS_APART: Final = 10
#: [share ± 0.01] fewer of them than this be found a little further on,
SHARED_MOVED: Final = 0.5
#: [share ± 0.01] hardly any, to count as far elsewhere,
SHARED_HARDLY: Final = 0.25
#: [share ± 0.01] and the tones around it have less in common than this,
SHARED_TONES: Final = 0.64
#: [share ± 0.01] or this where it stands far elsewhere.
SHARED_TONES_FAR: Final = 0.82
#: [share ± 0.01] Windows that differ between a picture and one that seems to hold it askew.
SHARED_APART_INSIDE: Final = 0.3
#: [share ± 0.01] The same between two that seem to be the same as a whole.
SHARED_APART_WHOLE: Final = 0.5
#: [degrees ± 0.1] A picture that stands so far askew in another was photographed there.
SHARED_ASKEW: Final = 1.2
#: [share ± 0.01] Around a rectangle of both, so many windows are alike in copies,
SHARED_AROUND: Final = 0.6
#: [share ± 0.01] and within it so many.
SHARED_WITHIN: Final = 0.5
#: [windows ± 1] Fewer windows than this say nothing.
SHARED_WINDOWS: Final = 6
#: [share ± 0.01] A rectangle that covers more of its picture is the picture, in a frame.
SHARED_RECTANGLE: Final = 0.6
#: [share ± 0.01] Sides of two rectangles that are one lie so near.
SHARED_SAME_SIDE: Final = 0.03
#: [correlation ± 0.01] A window is alike that agrees so well.
SHARED_ALIKE: Final = 0.7
#: [tones of 256 ± 0.1] A window with less contrast shows nothing.
SHARED_TEXTURE: Final = 5.0
#: [64ths ± 1] A window found again within so much is a little further on.
SHARED_REACH: Final = 7
#: [edges ± 1] A rectangle at so many edges of its picture is a strip, and no portrait.
SHARED_STRIP: Final = 3

# == Films ==
# Chosen on: 18 short real films and two takes of one room.
# Measured by: duplicates_films

#: [bits of 256 ± 1] A moment is found again up to here.
FILM_NEAR: Final = 48
#: [bits of 256 ± 1] From here on it speaks for nothing any more.
FILM_HOPEFUL: Final = 64
#: [bits of 256 ± 1] Up to here where moments are of mostly one tone.
FILM_NEAR_TEXT: Final = 12
#: [moments ± 1] So many must be found again,
FILM_FEWEST: Final = 3
#: [seconds ± 0.1] over so long a time,
FILM_SHORTEST: Final = 2.0
#: [share ± 0.01] or so much of a shorter film.
FILM_MOST_OF: Final = 0.8
#: [share ± 0.01] So much of a film in the other is all of it.
FILM_SAME: Final = 0.75
#: [share ± 0.01] A rectangle that covers less of the frame is no whole picture.
FILM_MOSTLY: Final = 0.6
#: [correlation ± 0.01] What moves must agree so well in copies.
FILM_TOGETHER: Final = 0.7
#: [share of contrast ± 0.01] Changes smaller than this are noise of compression.
FILM_STILL: Final = 0.04
#: [seconds ± 0.1] Moments farther apart say nothing of what moved between them.
FILM_COARSE: Final = 0.3

# == Texts and chats ==
# Chosen on: invented letters on one form, and chats.
# Measured by: duplicates_texts

#: [share ± 0.01] Two texts are near that have so much of both in common.
TEXT_ALIKE: Final = 0.6
#: [share ± 0.01] One is in the other that holds so much of it.
TEXT_HELD: Final = 0.85
#: [texts ± 1] So many of a case must have a run of words for it to belong to a form.
TEXT_FORM: Final = 3
#: [runs ± 1] What is left beside a form speaks from so many on,
TEXT_FEWEST_OWN: Final = 12
#: [share ± 0.01] and so much of it must be shared: two letters of one form share 0.21 at most.
TEXT_OWN: Final = 0.3
#: [share ± 0.01] A badly read copy shares so much in all,
TEXT_BADLY: Final = 0.2
#: [share ± 0.01] and is so much as long.
TEXT_SIMILAR: Final = 0.8

# == Sounds ==
# Chosen on: twelve speeches of one synthetic voice, an invented voice note, two films.
# Measured by: duplicates_sounds

#: [share of bits ± 0.01] Two recordings are alike that differ in so much at most;
SOUND_FARTHEST: Final = 0.3
#: [share of bits ± 0.01] in so much where a long stretch is heard in common,
SOUND_FARTHEST_LONG: Final = 0.35
#: [seconds ± 0.1] which is so long.
SOUND_LONG: Final = 8.0
#: [seconds ± 0.1] Shorter stretches agree by chance, or are a notification tone.
SOUND_SHORTEST: Final = 3.0
#: [share ± 0.01] So much of both in common makes them one recording.
SOUND_SAME: Final = 0.8

# == Pages of text ==
# Chosen on: drawn letters on one letterhead, and chats in one app.
# Measured by: duplicates_pages

#: [bits of 256 ± 1] Hashes of whole pages this close need no second look.
PAGE_SURELY: Final = 10
#: [points ± 1] So many must lay one page over the other,
PAGE_POINTS: Final = 12
#: [times ± 0.1] which stretches one way at most so much more than the other.
PAGE_STRETCH: Final = 3.0
#: [share ± 0.01] A tile with less ink says nothing.
PAGE_TILE_INK: Final = 0.02
#: [correlation ± 0.01] A tile is alike that agrees better.
PAGE_TILE_ALIKE: Final = 0.4
#: [tiles ± 1] Fewer are a heading or a button.
PAGE_TILES: Final = 12
#: [share ± 0.01] So much of each page's ink makes the two one text.
PAGE_SAME: Final = 0.4
#: [share ± 0.01] So much of one page's ink is held by the other.
PAGE_HELD: Final = 0.45

# == Writing on pictures that are alike ==
# Chosen on: drawn screens of four apps, scrolled by 1 to 90 in 100; cards and captions.
# Measured by: tests/duplicates/compare

#: [correlation ± 0.01] Strokes of two screens agree so well where one was scrolled over the other,
SCROLL_ALIKE: Final = 0.45
#: [share ± 0.01] and each shows so much of its writing alone.
SCROLL_ALONE: Final = 0.02
#: [correlation ± 0.01] Writing is the same that agrees so well at one place;
WORDS_ALIKE: Final = 0.5
#: [correlation ± 0.01] where two pages as a whole agree so well they say the same;
WORDS_SAME: Final = 0.75
#: [share ± 0.01] so much of it that is another makes two exhibits of one picture.
WORDS_APART: Final = 0.12

# == What pairs mean in a case ==
# Chosen on: chains of copies made for the tests.
# Measured by: tests/duplicates/relations

#: [times ± 0.01] A copy shows things at most at this size; between, size does not tell.
SMALLER: Final = 0.9
#: [bits of 256 ± 1] Copies must differ by so much before one is called closer.
NOISE: Final = 8
#: [degrees ± 0.001] Positions farther apart (roughly 1 km) are two places.
PLACES_APART: Final = 0.01
