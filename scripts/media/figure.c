// Draws the sit-to-stand clips and writes raw RGB frames to standard output.
//
//   figure demo|set|easier [first-frame count]  |  ffmpeg -f rawvideo -pix_fmt rgb24 -s 1280x720 -r 30 -i - ...
//
// A clip is a few tables of key poses over time. Every frame the hips, the torso and the hands are placed from those
// tables, and knees and elbows follow by two-bone inverse kinematics: feet stay on the floor, thighs meet the seat.
// Lengths are in units of a 960x540 picture, x to the right; figure points have y upwards from the floor line.

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 1280, HEIGHT = 720, FPS = 30, SUBLINES = 4, MAX_POINTS = 512 };

static const double SCALE = WIDTH / 960.0;
static const double FLOOR_Y = 462;
static const double PI = 3.14159265358979323846;

typedef struct { double x, y; } vec;
typedef struct { int count; vec at[MAX_POINTS]; } shape;

static uint8_t frame[HEIGHT][WIDTH][3];
static uint8_t scenery[HEIGHT][WIDTH][3];

static vec add(vec a, vec b) { return (vec){ a.x + b.x, a.y + b.y }; }
static vec sub(vec a, vec b) { return (vec){ a.x - b.x, a.y - b.y }; }
static vec times(vec a, double k) { return (vec){ a.x * k, a.y * k }; }
static double length(vec a) { return hypot(a.x, a.y); }
static vec mix(vec a, vec b, double k) { return add(a, times(sub(b, a), k)); }
static double clamp(double x, double low, double high) { return x < low ? low : x > high ? high : x; }
static double ease(double k) { k = clamp(k, 0, 1); return k * k * (3 - 2 * k); }

// ---- filling shapes -------------------------------------------------------------------------------------------------

typedef struct { double x; int winding; } crossing;

static int by_x(const void *a, const void *b)
{
	double d = ((const crossing *)a)->x - ((const crossing *)b)->x;
	return (d > 0) - (d < 0);
}

static void add_span(float *cover, double from, double to)
{
	from = clamp(from, 0, WIDTH);
	to = clamp(to, 0, WIDTH);
	if (to <= from)
		return;
	int first = (int)from, last = (int)to;
	if (first == last) {
		cover[first] += (float)(to - from);
		return;
	}
	cover[first] += (float)(first + 1 - from);
	for (int x = first + 1; x < last; x++)
		cover[x] += 1;
	if (last < WIDTH)
		cover[last] += (float)(to - last);
}

// Points are in pixels. The inside is where the winding number is not zero.
static void fill_pixels(const shape *s, uint32_t rgb, double alpha)
{
	double top = HEIGHT, bottom = 0;
	for (int i = 0; i < s->count; i++) {
		top = fmin(top, s->at[i].y);
		bottom = fmax(bottom, s->at[i].y);
	}
	static float cover[WIDTH + 1];
	crossing hits[MAX_POINTS];
	for (int y = (int)fmax(0, floor(top)); y < HEIGHT && y < bottom; y++) {
		memset(cover, 0, sizeof cover);
		for (int line = 0; line < SUBLINES; line++) {
			double at = y + (line + 0.5) / SUBLINES;
			int count = 0;
			for (int i = 0; i < s->count; i++) {
				vec a = s->at[i], b = s->at[(i + 1) % s->count];
				if ((a.y <= at) == (b.y <= at))
					continue;
				hits[count++] = (crossing){ a.x + (at - a.y) * (b.x - a.x) / (b.y - a.y), a.y < b.y ? 1 : -1 };
			}
			qsort(hits, (size_t)count, sizeof hits[0], by_x);
			int winding = 0;
			for (int i = 0; i + 1 < count; i++) {
				winding += hits[i].winding;
				if (winding != 0)
					add_span(cover, hits[i].x, hits[i + 1].x);
			}
		}
		for (int x = 0; x < WIDTH; x++) {
			if (cover[x] <= 0)
				continue;
			double k = alpha * fmin(1, cover[x] / SUBLINES);
			for (int c = 0; c < 3; c++) {
				double ink = (rgb >> (16 - 8 * c)) & 255;
				frame[y][x][c] = (uint8_t)(frame[y][x][c] + (ink - frame[y][x][c]) * k + 0.5);
			}
		}
	}
}

// Points in picture units, y downwards.
static void fill_picture(const shape *s, uint32_t rgb, double alpha)
{
	shape pixels = *s;
	for (int i = 0; i < s->count; i++)
		pixels.at[i] = times(s->at[i], SCALE);
	fill_pixels(&pixels, rgb, alpha);
}

static void point(shape *s, vec p)
{
	if (s->count < MAX_POINTS)
		s->at[s->count++] = p;
}

static void arc(shape *s, vec centre, double rx, double ry, double from, double to)
{
	enum { STEPS = 24 };
	for (int i = 0; i <= STEPS; i++) {
		double a = from + (to - from) * i / STEPS;
		point(s, (vec){ centre.x + rx * cos(a), centre.y + ry * sin(a) });
	}
}

static void curve(shape *s, vec b, vec c, vec d)
{
	enum { STEPS = 14 };
	vec a = s->at[s->count - 1];
	for (int i = 1; i <= STEPS; i++) {
		double t = (double)i / STEPS, u = 1 - t;
		point(s, (vec){ u * u * u * a.x + 3 * u * u * t * b.x + 3 * u * t * t * c.x + t * t * t * d.x,
		                u * u * u * a.y + 3 * u * u * t * b.y + 3 * u * t * t * c.y + t * t * t * d.y });
	}
}

static void picture_box(double x, double y, double w, double h, double r, uint32_t rgb)
{
	shape s = { 0 };
	arc(&s, (vec){ x + w - r, y + r }, r, r, -PI / 2, 0);
	arc(&s, (vec){ x + w - r, y + h - r }, r, r, 0, PI / 2);
	arc(&s, (vec){ x + r, y + h - r }, r, r, PI / 2, PI);
	arc(&s, (vec){ x + r, y + r }, r, r, PI, 3 * PI / 2);
	fill_picture(&s, rgb, 1);
}

// A limb: the hull of a circle of radius ra around a and one of rb around b.
static void picture_limb(vec a, double ra, vec b, double rb, uint32_t rgb, double alpha)
{
	vec d = sub(b, a);
	double along = atan2(d.y, d.x), reach = length(d);
	double tilt = reach > fabs(ra - rb) ? acos((ra - rb) / reach) : PI / 2;
	shape s = { 0 };
	arc(&s, a, ra, ra, along + tilt, along + 2 * PI - tilt);
	arc(&s, b, rb, rb, along - tilt, along + tilt);
	fill_picture(&s, rgb, alpha);
}

// Figure points: x in the picture, y upwards from the floor line.
static vec on_floor(vec p) { return (vec){ p.x, FLOOR_Y - p.y }; }
static void limb(vec a, double ra, vec b, double rb, uint32_t rgb) { picture_limb(on_floor(a), ra, on_floor(b), rb, rgb, 1); }

// ---- the room -------------------------------------------------------------------------------------------------------

enum {
	WALL = 0xEEF0E8, GROUND = 0xDCE2D6, SHADOW = 0x6B7A74, SKY = 0xD5E5E4, SUN = 0xF2C868, FAR_HILL = 0x98BCAA, NEAR_HILL = 0x649A8A,
	WOOD = 0x8A5B38, SEAT = 0xA9744A, CUSHION = 0x98BCAA, SKIN = 0xB88562, FAR_SKIN = 0xA37452, HAIR = 0x3E332D,
	SHIRT = 0x6A569A, SLEEVE = 0x59478A, FAR_SLEEVE = 0x4B3B78, TROUSERS = 0x2F5F78, FAR_TROUSERS = 0x274F65,
	SHOE = 0x2B3A3A, FAR_SHOE = 0x223030, ARROW = 0xB4601A,
};

// Where things stand. The ankle of the near foot is the origin of the pose.
static const double ANKLE_X = 500, ANKLE_HEIGHT = 22;
static const double SEAT_TOP = 100, SEAT_BACK = 336, SEAT_FRONT = 452;
static const double CUSHION_HEIGHT = 18, ARMREST_HEIGHT = 168;

static void hill(double from_y, double c1x, double c1y, double c2x, double c2y, double to_y, uint32_t rgb)
{
	shape s = { 0 };
	point(&s, (vec){ 700, from_y });
	curve(&s, (vec){ c1x, c1y }, (vec){ c2x, c2y }, (vec){ 876, to_y });
	point(&s, (vec){ 876, 206 });
	curve(&s, (vec){ 876, 210 }, (vec){ 874, 212 }, (vec){ 870, 212 });
	point(&s, (vec){ 706, 212 });
	curve(&s, (vec){ 702, 212 }, (vec){ 700, 210 }, (vec){ 700, 206 });
	fill_picture(&s, rgb, 1);
}

static void draw_scenery(bool easier)
{
	picture_box(0, 0, 960, 540, 0, WALL);
	picture_box(0, FLOOR_Y - 26, 960, 540, 0, GROUND);
	picture_box(690, 66, 196, 156, 12, GROUND);
	picture_box(700, 76, 176, 136, 6, SKY);
	picture_limb((vec){ 834, 118 }, 20, (vec){ 834, 118 }, 20, SUN, 1);
	hill(168, 744, 140, 798, 146, 174, FAR_HILL);
	hill(192, 758, 172, 818, 182, 196, NEAR_HILL);
	picture_box(784, 76, 8, 136, 0, GROUND);

	shape shadow = { 0 };
	arc(&shadow, (vec){ 434, FLOOR_Y - 1 }, 150, 9, 0, 2 * PI);
	fill_picture(&shadow, SHADOW, 0.22);

	// The chair: far legs first, then the back, the near legs and the seat.
	double thick = 6.5;
	limb((vec){ SEAT_BACK + 16, 90 }, thick, (vec){ SEAT_BACK + 12, 8 + thick }, thick, 0x754B2D);
	limb((vec){ SEAT_FRONT - 14, 90 }, thick, (vec){ SEAT_FRONT - 8, 8 + thick }, thick, 0x754B2D);
	if (easier)
		limb((vec){ SEAT_BACK, ARMREST_HEIGHT + 5 }, 6, (vec){ SEAT_FRONT - 2, ARMREST_HEIGHT + 5 }, 6, 0x754B2D);
	limb((vec){ SEAT_BACK - 7, 232 }, thick, (vec){ SEAT_BACK + 3, 95 }, thick, WOOD);
	limb((vec){ SEAT_BACK + 3, 90 }, thick, (vec){ SEAT_BACK - 4, thick }, thick, WOOD);
	limb((vec){ SEAT_FRONT - 6, 90 }, thick, (vec){ SEAT_FRONT + 3, thick }, thick, WOOD);
	limb((vec){ SEAT_BACK + 1, SEAT_TOP - 8 }, 8, (vec){ SEAT_FRONT - 6, SEAT_TOP - 8 }, 8, SEAT);
	if (easier)
		picture_box(SEAT_BACK + 8, FLOOR_Y - SEAT_TOP - CUSHION_HEIGHT, SEAT_FRONT - SEAT_BACK - 6, CUSHION_HEIGHT, 8, CUSHION);
	memcpy(scenery, frame, sizeof frame);
}

static void draw_near_armrest(void)
{
	limb((vec){ SEAT_FRONT - 10, SEAT_TOP - 8 }, 5.5, (vec){ SEAT_FRONT - 10, ARMREST_HEIGHT }, 5.5, WOOD);
	limb((vec){ SEAT_BACK - 1, ARMREST_HEIGHT }, 6.5, (vec){ SEAT_FRONT - 1, ARMREST_HEIGHT }, 6.5, SEAT);
}

// ---- the body -------------------------------------------------------------------------------------------------------

static const double SHANK = 100, THIGH = 106, TORSO = 100, UPPER_ARM = 56, FOREARM = 54;
static const double HIP_R = 26, KNEE_R = 20, ANKLE_R = 15;

typedef struct {
	double rise;      // 0 sitting, 1 standing
	double lean;      // degrees the torso tips forward
	double back;      // how far back on the seat the hips are, when sitting
	double foot;      // how far forward the feet are of their place under the knees
	double reach;     // 0 hands rest, 1 hands reach forward
	double press;     // 0 free, 1 hands on the armrests
	double arrow;     // 0 none, up to 1: the way up; down to -1: the way down
} pose;

// Two bones from one joint to another: where is the joint between? It lies on the clockwise side of root -> tip
// (seen with y upwards), which is forward for a knee above its foot and backward for an elbow above its hand.
static vec bend(vec root, vec tip, double upper, double lower)
{
	vec d = sub(tip, root);
	double reach = clamp(length(d), fabs(upper - lower) + 0.01, upper + lower - 0.01);
	double along = (upper * upper - lower * lower + reach * reach) / (2 * reach);
	double aside = sqrt(fmax(0, upper * upper - along * along));
	vec u = times(d, 1 / fmax(length(d), 0.001));
	return add(root, add(times(u, along), (vec){ u.y * aside, -u.x * aside }));
}

// The tip as near to its target as the bones allow.
static vec within(vec root, vec target, double most)
{
	vec d = sub(target, root);
	double far = length(d);
	return far <= most ? target : add(root, times(d, most / far));
}

static void leg(vec hip, vec ankle, uint32_t cloth, uint32_t shoe)
{
	vec knee = bend(ankle, hip, SHANK, THIGH);
	double sole = ankle.y - ANKLE_HEIGHT;
	limb((vec){ ankle.x + 3, sole + 11.5 }, 11.5, (vec){ ankle.x + 41, sole + 10 }, 10, shoe);
	limb(knee, KNEE_R, ankle, ANKLE_R, cloth);
	limb(hip, HIP_R, knee, KNEE_R, cloth);
}

static void arm(vec shoulder, vec hand, uint32_t sleeve, uint32_t skin)
{
	hand = within(shoulder, hand, UPPER_ARM + FOREARM - 1);
	vec elbow = bend(shoulder, hand, UPPER_ARM, FOREARM);
	vec wrist = mix(hand, elbow, 0.24);
	limb(hand, 11.5, hand, 11.5, skin);
	limb(elbow, 13, wrist, 11, sleeve);
	limb(shoulder, 15, elbow, 13, sleeve);
}

// Turns a point of the picture's head (centre 522,110) into the head of this frame.
static vec head_point(double x, double y, vec centre, double tilt)
{
	double k = 0.80, dx = (x - 522) * k, dy = (110 - y) * k;
	return on_floor((vec){ centre.x + dx * cos(tilt) + dy * sin(tilt), centre.y - dx * sin(tilt) + dy * cos(tilt) });
}

static void draw_head(vec centre, double tilt)
{
#define H(x, y) head_point(x, y, centre, tilt)
	shape face = { 0 };
	point(&face, H(484, 106));
	curve(&face, H(482, 84), H(500, 68), H(522, 68));
	curve(&face, H(548, 68), H(564, 86), H(564, 108));
	curve(&face, H(564, 134), H(548, 152), H(524, 152));
	curve(&face, H(500, 152), H(486, 132), H(484, 106));
	fill_picture(&face, SKIN, 1);
	shape hair = { 0 };
	point(&hair, H(482, 114));
	curve(&hair, H(470, 74), H(506, 46), H(538, 54));
	curve(&hair, H(560, 58), H(572, 76), H(566, 92));
	curve(&hair, H(548, 84), H(528, 84), H(518, 94));
	curve(&hair, H(516, 108), H(512, 118), H(502, 128));
	curve(&hair, H(492, 128), H(486, 124), H(482, 114));
	fill_picture(&hair, HAIR, 1);
#undef H
}

static vec arrow_point(double x, double y, bool up)
{
	double lift = 22;
	return up ? (vec){ x - 20, y - lift } : (vec){ x - 20, 652 - y - lift };
}

static void draw_arrow(double strength)
{
	if (fabs(strength) < 0.01)
		return;
	bool up = strength > 0;
	// Stroke by stroke as one shape would double the ink where strokes meet, so the arrow fades by mixing colours.
	double k = fabs(strength);
	uint32_t rgb = 0;
	for (int c = 16; c >= 0; c -= 8)
		rgb |= (uint32_t)(((WALL >> c) & 255) * (1 - k) + ((ARROW >> c) & 255) * k + 0.5) << c;
	shape line = { 0 };
	point(&line, arrow_point(648, 390, up));
	curve(&line, arrow_point(676, 350, up), arrow_point(686, 304, up), arrow_point(682, 262, up));
	for (int i = 0; i + 1 < line.count; i++)
		picture_limb(line.at[i], 4, line.at[i + 1], 4, rgb, 1);
	picture_limb(arrow_point(660, 282, up), 4, arrow_point(682, 260, up), 4, rgb, 1);
	picture_limb(arrow_point(682, 260, up), 4, arrow_point(702, 284, up), 4, rgb, 1);
}

static void draw_body(pose p, bool easier)
{
	double seat = SEAT_TOP + (easier ? CUSHION_HEIGHT : 0);
	vec ankle = { ANKLE_X + p.foot, ANKLE_HEIGHT };
	vec sitting = { ANKLE_X - 78 - p.back, seat + HIP_R };
	vec standing = { ANKLE_X + 4, ANKLE_HEIGHT + 204.6 };
	// Hips travel forward first, then up.
	vec hip = { sitting.x + (standing.x - sitting.x) * (1 - pow(1 - p.rise, 1.35)),
	            sitting.y + (standing.y - sitting.y) * pow(p.rise, 1.2) };
	hip = within(ankle, hip, SHANK + THIGH - 0.5);

	double lean = p.lean * PI / 180;
	vec up = { sin(lean), cos(lean) }, front = { cos(lean), -sin(lean) };
	vec shoulder = add(hip, times(up, TORSO));
	double nod = lean * 0.45;
	vec head_up = { sin(lean * 0.8), cos(lean * 0.8) };
	vec neck = add(add(shoulder, times(up, 10)), times(front, 5));
	vec head = add(add(neck, times(head_up, 53)), (vec){ 5, 0 });

	vec far_hip = add(hip, (vec){ 5, 1 }), far_ankle = add(ankle, (vec){ 8, 4 });
	vec knee = bend(ankle, hip, SHANK, THIGH);
	vec on_lap = add(mix(hip, knee, 0.72), (vec){ 0, 30 });
	vec by_side = add(shoulder, (vec){ 12, -106 });
	vec rest = mix(on_lap, by_side, ease(p.rise * 1.25));
	vec ahead = add(shoulder, (vec){ 92, -18 });
	vec free_hand = mix(rest, ahead, p.reach);
	vec on_armrest = { SEAT_FRONT - 10, ARMREST_HEIGHT + 15 };
	vec hand = mix(free_hand, on_armrest, p.press);
	vec far_shoulder = add(shoulder, (vec){ 7, 0 });

	arm(far_shoulder, add(hand, (vec){ 9, 4 }), FAR_SLEEVE, FAR_SKIN);
	leg(far_hip, far_ankle, FAR_TROUSERS, FAR_SHOE);

	limb(mix(neck, head, 0.55), 12, add(shoulder, times(up, 2)), 14, FAR_SKIN);

	// Shirt: a round back, a fuller chest, a straight hem under the waistband.
	shape shirt = { 0 };
#define S(along, ahead) on_floor(add(hip, add(times(up, along), times(front, ahead))))
	point(&shirt, S(8, -25));
	curve(&shirt, S(44, -31), S(84, -34), S(106, -16));
	curve(&shirt, S(114, -8), S(116, 8), S(108, 15));
	curve(&shirt, S(92, 31), S(50, 33), S(8, 25));
#undef S
	fill_picture(&shirt, SHIRT, 1);

	leg(hip, ankle, TROUSERS, SHOE);
	// The waistband: trousers end in a straight line across the body.
	shape waist = { 0 };
	point(&waist, on_floor(add(hip, times(front, HIP_R))));
	point(&waist, on_floor(add(add(hip, times(front, HIP_R)), times(up, 14))));
	point(&waist, on_floor(add(add(hip, times(front, -HIP_R)), times(up, 14))));
	point(&waist, on_floor(add(hip, times(front, -HIP_R))));
	fill_picture(&waist, TROUSERS, 1);

	draw_head(head, nod);
	if (easier)
		draw_near_armrest();
	arm(add(shoulder, times(up, -4)), hand, SLEEVE, SKIN);
	draw_arrow(p.arrow);
}

// ---- time -----------------------------------------------------------------------------------------------------------

typedef struct { double at; pose p; } key;

//                   rise lean back foot reach press arrow
static const key DEMO[] = {
	{ 0.0,  { 0, -6, 44, 16, 0, 0, 0 } },
	{ 3.4,  { 0, -6, 44, 16, 0, 0, 0 } },
	{ 4.2,  { 0, 10, 26, 16, 0, 0, 0 } },
	{ 4.7,  { 0, 6, 24, 16, 0, 0, 0 } },
	{ 5.6,  { 0, 10, 0, 16, 0, 0, 0 } },
	{ 6.3,  { 0, 3, 0, 16, 0, 0, 0 } },
	{ 7.4,  { 0, 3, 0, 16, 0, 0, 0 } },
	{ 8.4,  { 0, 3, 0, 0, 0, 0, 0 } },
	{ 11.0, { 0, 3, 0, 0, 0, 0, 0 } },
	{ 12.4, { 0, 38, 0, 0, 0.9, 0, 1 } },
	{ 12.9, { 0.08, 41, 0, 0, 1, 0, 1 } },
	{ 15.2, { 1, 1, 0, 0, 0, 0, 1 } },
	{ 15.9, { 1, 0, 0, 0, 0, 0, 0 } },
	{ 19.4, { 1, 0, 0, 0, 0, 0, 0 } },
	{ 20.6, { 0.72, 26, 0, 0, 0.7, 0, -1 } },
	{ 22.6, { 0, 38, 0, 0, 0.8, 0, -1 } },
	{ 23.8, { 0, 3, 0, 0, 0, 0, 0 } },
	{ 26.2, { 0, 3, 0, 0, 0, 0, 0 } },
	{ 28.2, { 0, 38, 0, 0, 0.9, 0, 1 } },
	{ 28.8, { 0.08, 41, 0, 0, 1, 0, 1 } },
	{ 31.2, { 1, 1, 0, 0, 0, 0, 1 } },
	{ 31.9, { 1, 0, 0, 0, 0, 0, 0 } },
	{ 33.2, { 1, 0, 0, 0, 0, 0, 0 } },
	{ 34.2, { 0.72, 26, 0, 0, 0.7, 0, -1 } },
	{ 36.2, { 0, 38, 0, 0, 0.8, 0, -1 } },
	{ 37.4, { 0, 3, 0, 0, 0, 0, 0 } },
	{ 40.0, { 0, 3, 0, 0, 0, 0, 0 } },
};

static const key REPEAT[] = {
	{ 0.0, { 0, 3, 0, 0, 0, 0, 0 } },
	{ 0.8, { 0, 38, 0, 0, 0.9, 0, 0 } },
	{ 1.1, { 0.08, 41, 0, 0, 1, 0, 0 } },
	{ 2.8, { 1, 1, 0, 0, 0, 0, 0 } },
	{ 3.9, { 1, 0, 0, 0, 0, 0, 0 } },
	{ 4.6, { 0.72, 26, 0, 0, 0.7, 0, 0 } },
	{ 6.1, { 0, 38, 0, 0, 0.8, 0, 0 } },
	{ 7.0, { 0, 3, 0, 0, 0, 0, 0 } },
};

static const key EASIER[] = {
	{ 0.0, { 0, 3, 0, 0, 0, 1, 0 } },
	{ 0.9, { 0, 30, 0, 0, 0, 1, 0 } },
	{ 1.8, { 0.45, 30, 0, 0, 0, 1, 0 } },
	{ 3.0, { 1, 1, 0, 0, 0, 0, 0 } },
	{ 3.9, { 1, 0, 0, 0, 0, 0, 0 } },
	{ 4.9, { 0.45, 28, 0, 0, 0, 1, 0 } },
	{ 6.1, { 0, 28, 0, 0, 0, 1, 0 } },
	{ 7.0, { 0, 3, 0, 0, 0, 1, 0 } },
};

typedef struct { const char *name; const key *keys; int count; double seconds; bool easier; } clip;

#define KEYS(table) table, (int)(sizeof table / sizeof table[0])
static const clip CLIPS[] = {
	{ "demo", KEYS(DEMO), 40, false },
	{ "set", KEYS(REPEAT), 56, false },
	{ "easier", KEYS(EASIER), 56, true },
};

// Monotone cubic between keys: no jerk where poses follow on each other, and never past a key.
static double track(const clip *c, size_t field, int i, double k)
{
#define VALUE(n) (*(const double *)((const char *)&c->keys[n].p + field))
	int last = c->count - 1;
	double h = c->keys[i + 1].at - c->keys[i].at, m[2] = { 0, 0 };
	for (int end = 0; end < 2; end++) {
		int n = i + end;
		if (n == 0 || n == last)
			continue;
		double before = (VALUE(n) - VALUE(n - 1)) / (c->keys[n].at - c->keys[n - 1].at);
		double after = (VALUE(n + 1) - VALUE(n)) / (c->keys[n + 1].at - c->keys[n].at);
		if (before * after > 0)
			m[end] = 2 * before * after / (before + after);
	}
	double a = VALUE(i), b = VALUE(i + 1), k2 = k * k, k3 = k2 * k;
	return (2 * k3 - 3 * k2 + 1) * a + (k3 - 2 * k2 + k) * h * m[0] + (-2 * k3 + 3 * k2) * b + (k3 - k2) * h * m[1];
#undef VALUE
}

static pose pose_at(const clip *c, double seconds)
{
	double t = fmod(seconds, c->keys[c->count - 1].at);
	int i = 0;
	while (i + 2 < c->count && c->keys[i + 1].at <= t)
		i++;
	double k = (t - c->keys[i].at) / (c->keys[i + 1].at - c->keys[i].at);
	pose p;
	for (size_t field = 0; field < sizeof p; field += sizeof(double)) {
		double value = track(c, field, i, k);
		memcpy((char *)&p + field, &value, sizeof value);
	}
	return p;
}

int main(int argc, char **argv)
{
	const clip *c = NULL;
	for (size_t i = 0; argc > 1 && i < sizeof CLIPS / sizeof CLIPS[0]; i++)
		if (strcmp(argv[1], CLIPS[i].name) == 0)
			c = &CLIPS[i];
	if (!c) {
		fputs("usage: figure demo|set|easier [first-frame count]\n", stderr);
		return 2;
	}
	int first = argc > 2 ? atoi(argv[2]) : 0;
	int count = argc > 3 ? atoi(argv[3]) : (int)(c->seconds * FPS) - first;
	draw_scenery(c->easier);
	for (int n = first; n < first + count; n++) {
		memcpy(frame, scenery, sizeof frame);
		draw_body(pose_at(c, (double)n / FPS), c->easier);
		if (fwrite(frame, sizeof frame, 1, stdout) != 1) {
			fputs("figure: the frames could not be written\n", stderr);
			return 1;
		}
	}
	return 0;
}
