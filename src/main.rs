fn main() {
    bacheca::mount();
}
